import { describe, expect, it } from 'vitest';
import { attributeQuestion } from '../../../../server/src/inventory/facts/attributeQuestions';
import { ATTRIBUTES, SECRET_ATTRIBUTES } from '../../../../server/src/inventory/facts/attributes';

describe('attributeQuestion', () => {
  const names = [ATTRIBUTES, { secret: SECRET_ATTRIBUTES }].flatMap((tables) =>
    Object.values(tables).flatMap((table) => Object.keys(table)),
  );

  it.each([...new Set(names)].sort())('asks in words for %s', (name) => {
    expect(attributeQuestion(name)).toMatch(/^(whether|what|which|where|who|how) [^A-Z]+$/);
  });

  it('divides a name that has no words of its own', () => {
    expect(attributeQuestion('madeUpName')).toBe('made up name');
  });
});
