import { describe, expect, it } from 'vitest';
import { distinctVariables } from '../../../server/src/engine/distinctVariables';
import type { Attribute, Fact, SecretFact } from '../../../server/src/inventory/facts/fact';

function secret(tag: string, start: number, more: Partial<SecretFact> = {}): SecretFact {
  const place = { path: 'api/a.ts', start, end: start + 5 };
  return {
    id: `secret:${start}`,
    path: 'api/a.ts',
    place,
    format: 'key-slot',
    title: 'An API key',
    tag,
    length: 5,
    role: 'product',
    project: 'api',
    variable: 'OPENAI_API_KEY',
    where: 'key-slot',
    ...more,
  };
}

function client(name: string, apiKey: Attribute, more: Partial<Fact> = {}): Fact {
  return {
    id: `model-client:${name}`,
    kind: 'model-client',
    name,
    role: 'product',
    project: 'api',
    place: { path: 'api/a.ts', start: 0, end: 1 },
    attributes: { apiKey, keyVariable: { value: 'OPENAI_API_KEY' } },
    links: {},
    guards: [],
    isA: {},
    ...more,
  };
}

/** A client whose key stands in the text around an offset. */
const owner = (name: string, start: number): Fact =>
  client(name, { value: 'hardcoded', place: { path: 'api/a.ts', start: start - 1, end: start + 6 } });
const reader = (more: Partial<Fact> = {}): Fact => client('openai', { value: 'default' }, more);

function namesOf(secrets: readonly SecretFact[], facts: readonly Fact[]): readonly string[] {
  return distinctVariables(secrets, facts, new WeakMap()).map(({ variable }) => variable);
}

describe('distinctVariables', () => {
  it('keeps the variable of the SDK where nobody else reads it', () => {
    expect(namesOf([secret('a', 10)], [owner('reviewClient', 10)])).toEqual(['OPENAI_API_KEY']);
    const elsewhere = [owner('reviewClient', 10), reader({ project: 'worker' }), reader({ role: 'test' })];
    expect(namesOf([secret('a', 10)], elsewhere)).toEqual(['OPENAI_API_KEY']);
  });

  it('names it after the client where others read the variable, by default or by name', () => {
    expect(namesOf([secret('a', 10)], [owner('reviewClient', 10), reader()])).toEqual([
      'REVIEW_OPENAI_API_KEY',
    ]);
    const named = client('other', { value: 'env', effective: 'OPENAI_API_KEY' });
    expect(namesOf([secret('a', 10)], [owner('note_client', 10), named])).toEqual(['NOTE_OPENAI_API_KEY']);
    expect(namesOf([secret('a', 10)], [owner('reviewClient', 10), reader({ project: '' })])).toEqual([
      'REVIEW_OPENAI_API_KEY',
    ]);
  });

  it('numbers it where the name of the client tells nothing', () => {
    for (const name of ['client', 'openai', 'openaiClient', '_llm', 'new OpenAI'])
      expect(namesOf([secret('a', 10)], [owner(name, 10), reader()]), name).toEqual(['OPENAI_API_KEY_2']);
  });

  it('gives two keys two variables, and one key one', () => {
    const facts = [owner('reviewClient', 10), owner('noteClient', 30)];
    expect(namesOf([secret('a', 10), secret('b', 30)], facts)).toEqual([
      'OPENAI_API_KEY',
      'NOTE_OPENAI_API_KEY',
    ]);
    expect(namesOf([secret('a', 1, { where: 'literal' }), secret('a', 30)], [...facts, reader()])).toEqual([
      'NOTE_OPENAI_API_KEY',
      'NOTE_OPENAI_API_KEY',
    ]);
    expect(namesOf([secret('a', 10), secret('a', 30)], [...facts, reader()])).toEqual([
      'REVIEW_OPENAI_API_KEY',
      'REVIEW_OPENAI_API_KEY',
    ]);
  });

  it('leaves a key alone that no client is known to have of its own', () => {
    expect(namesOf([secret('a', 10, { where: 'literal' })], [reader()])).toEqual(['OPENAI_API_KEY']);
    expect(namesOf([secret('a', 10, { where: 'tracked-env' })], [owner('x', 10), reader()])).toEqual([
      'OPENAI_API_KEY',
    ]);
  });

  it('gives the same object again', () => {
    const renamed = new WeakMap<SecretFact, SecretFact>();
    const secrets = [secret('a', 10)];
    const facts = [owner('reviewClient', 10), reader()];
    expect(distinctVariables(secrets, facts, renamed)[0]).toBe(distinctVariables(secrets, facts, renamed)[0]);
  });
});
