import { describe, expect, it } from 'vitest';
import { assess } from '../../../../server/src/checklist/checklist';
import { evidence, fact, inventory, type Parts } from '../handmade';
import { loadSmall, rule } from './memoryRules';

const item = (applies: string) => `
id: security/small
position: 1
title: Small
why: because
remedy: do
detected: true
facets:
  each-call: { title: t, quantifier: each, subject: call, applies: ${applies} }
`;

function state(applies: string, parts: Parts) {
  const { rules, errors } = loadSmall(
    rule('decide: { met: { attr: traced, is: true }, unset: { attr: traced, is: false } }'),
    {
      'checks/security/small/item.yaml': item(applies),
    },
  );
  expect(errors).toEqual([]);
  const facts = [fact('model-call', 'ask', { traced: true }), ...(parts.facts ?? [])];
  const result = assess({
    inventory: inventory({ ...parts, facts }),
    rules,
    today: '2026-11-22',
    textOf: () => '',
  })!;
  return result.items[0]?.facets[0]?.state;
}

const attached = (name: string, value: boolean | string = true) => fact('tool', name, { attached: value });

describe('when a facet applies', () => {
  it('exists and count ask for subjects of the app', () => {
    expect(state('{ exists: asked }', {})).toBe('not-applicable');
    expect(state('{ exists: asked }', { facts: [attached('a')] })).toBe('met');
    expect(state('{ count: { subject: asked, atLeast: 2 } }', { facts: [attached('a')] })).toBe(
      'not-applicable',
    );
    expect(
      state('{ count: { subject: asked, atLeast: 2 } }', { facts: [attached('a'), attached('b')] }),
    ).toBe('met');
  });

  it('a subject that may be one is no reason to leave the facet out', () => {
    expect(state('{ exists: asked }', { facts: [attached('a', 'unknown')] })).toBe('met');
  });

  it('product, not, all and any', () => {
    const visible = { evidence: [evidence('visible-tenants')] };
    expect(state('{ product: { capability: visible-tenants } }', {})).toBe('not-applicable');
    expect(state('{ product: { capability: visible-tenants } }', visible)).toBe('met');
    expect(state('{ not: { product: { capability: visible-tenants } } }', visible)).toBe('not-applicable');
    expect(state('{ all: [{ exists: call }, { exists: asked }] }', visible)).toBe('not-applicable');
    expect(state('{ any: [{ exists: call }, { exists: asked }] }', visible)).toBe('met');
  });

  it.each(['{ exists: nobody }', '{ count: 3 }', '{ sometimes: true }', '{ attested: false }'])(
    'refuses %s at load',
    (applies) => {
      const text = rule('decide: { met: { attr: traced, is: true } }');
      const { errors } = loadSmall(text, { 'checks/security/small/item.yaml': item(applies) });
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatchObject({ path: 'checks/security/small/item.yaml', line: 9 });
    },
  );
});
