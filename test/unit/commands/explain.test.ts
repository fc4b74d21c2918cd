import { describe, expect, it } from 'vitest';
import { nearest } from '../../../server/src/text/nearest';
import { RULES } from '../reports/handmadeAnalysis';
import { createHost } from './handmadePorts';

describe('explain', () => {
  it('tells of an item what, why, remedy, facets and rules with examples', async () => {
    const { code, out } = await createHost().run('explain', 'cost/max-tokens');
    expect(code).toBe(0);
    expect(out).toMatch(/^Output length is capped {2}cost\/max-tokens\n\nWhy {5}Output tokens/);
    expect(out).toMatch(/\nRemedy {2}Set an output cap/);
    expect(out).toMatch(/ {2}every-call {2}Every call is capped {2}every .* must show it/);
    expect(out).toMatch(/ {2}missing-output-cap\n {4}warning, on /);
    expect(out).toContain('repair: set-output-cap');
    expect(out).toMatch(/Example of missing-output-cap\n {2}bad\n {4}await generateText/);
    expect(out).not.toContain('{subject}');
  });

  it('tells of a rule its message, severity and item', async () => {
    const { code, out } = await createHost().run('explain', 'tool-acts-without-approval');
    expect(code).toBe(0);
    expect(out).toMatch(/^tool-acts-without-approval {2}security\/human-approval, facet approval/);
    expect(out).toContain('error or warning');
    expect(out).toContain('Why     A model that misreads');
  });

  it('explains every item and rule there is', async () => {
    const host = createHost();
    for (const { id } of [...RULES.items, ...RULES.rules])
      expect((await host.run('explain', id)).code).toBe(0);
  });

  it('says of an item without rules that it is not checked', async () => {
    const unchecked = RULES.items.find(({ detected }) => !detected);
    if (!unchecked) return;
    expect((await createHost().run('explain', unchecked.id)).out).toContain('not checked');
  });

  it.each([
    [['max-tokens'], 'did you mean "cost/max-tokens"?'],
    [['mising-output-cap'], 'did you mean "missing-output-cap"?'],
    [['zzzzzzzzzzzz'], 'there is no item or rule "zzzzzzzzzzzz"\n'],
    [[], 'explain takes the id of one item or rule'],
    [['a', 'b'], 'explain takes the id of one item or rule'],
  ])('refuses %j', async (words, message) => {
    const { code, out, err } = await createHost().run('explain', ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('nearest', () => {
  const known = ['cost/max-tokens', 'reliability/retries', 'missing-output-cap'];

  it('finds names without their category, parts and misspellings', () => {
    expect(nearest('retries', known)).toBe('reliability/retries');
    expect(nearest('MAX-TOKENS', known)).toBe('cost/max-tokens');
    expect(nearest('output', known)).toBe('missing-output-cap');
    expect(nearest('cost/max-tokns', known)).toBe('cost/max-tokens');
  });

  it('gives none where none is near', () => {
    expect(nearest('frobnicate', known)).toBeUndefined();
    expect(nearest('', known)).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
