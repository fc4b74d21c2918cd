import { describe, expect, it } from 'vitest';
import { createGlobTest } from '../../../server/src/manifest/glob';
import { createManifest } from '../../../server/src/manifest/manifest';
import { parseManifest } from '../../../server/src/manifest/parse';
import { validateManifest } from '../../../server/src/manifest/validity';

const manifest = (files: Record<string, string>) =>
  createManifest(Object.entries(files).map(([path, text]) => parseManifest(path, text)));

describe('several manifests', () => {
  const both = manifest({
    'airworthy.yaml':
      'budgets: { toolsPerAgent: 15, promptTokens: 1000 }\nretention: { a: 1d, b: 2d }\nseverity: { cost/max-tokens: hint }\nexclude: [legacy/**]\nroles: { example: [demo/**] }\nagents: { bot: { risk: high } }',
    'apps/one/airworthy.yaml':
      'budgets: { toolsPerAgent: 5 }\nretention: { b: 9d }\nseverity: { missing-output-cap: error }\nexclude: [old/**]\nroles: { docs: [demo/**] }',
  });

  it('the nearest upward wins per key, and the others still hold', () => {
    expect(both.number('apps/one/src', 'budgets.toolsPerAgent')).toBe(5);
    expect(both.number('apps/one/src', 'budgets.promptTokens')).toBe(1000);
    expect(both.number('apps/onerous', 'budgets.toolsPerAgent')).toBe(15);
    expect(both.number('', 'budgets.coldStartMs')).toBeUndefined();
    expect(both.retention('apps/one')).toEqual({ a: '1d', b: '9d' });
    expect(both.agent('apps/one', 'bot')?.risk).toBe('high');
    expect(both.agent('apps/one', 'constructor')).toBeUndefined();
  });

  it('a rule is asked before its item, and the nearest manifest first', () => {
    expect(both.severity('apps/one/a.ts', 'missing-output-cap', 'cost/max-tokens')?.level).toBe('error');
    expect(both.severity('apps/two/a.ts', 'missing-output-cap', 'cost/max-tokens')?.level).toBe('hint');
  });

  it('lists add up, each relative to its folder', () => {
    expect(both.isExcluded('legacy/a.ts')).toBe(true);
    expect(both.isExcluded('apps/one/old/a.ts')).toBe(true);
    expect(both.isExcluded('old/a.ts')).toBe(false);
    expect(both.roleOf('demo/a.ts')).toBe('example');
    expect(both.roleOf('apps/one/demo/a.ts')).toBe('docs');
  });
});

describe('globs', () => {
  it('cover a directory by its name, hidden files too, and never leave the folder', () => {
    const fits = createGlobTest('apps/one', ['./src/', '**/.hidden', '../two/**']);
    expect(fits('apps/one/src/deep/a.ts')).toBe(true);
    expect(fits('apps/one/x/.hidden')).toBe(true);
    expect(fits('apps/two/a.ts')).toBe(false);
    expect(fits('src/a.ts')).toBe(false);
  });

  it('match nothing if there is none', () => {
    expect(createGlobTest('', [])('a.ts')).toBe(false);
  });
});

describe('what counts today', () => {
  const names = { items: new Map([['a/b', ['f', 'g']]]), rules: new Set(['r']) };
  const check = (text: string, exists?: (path: string) => boolean) =>
    validateManifest(manifest({ 'infra/airworthy.yaml': text }), { today: '2026-11-22', names, exists });
  const attested = (more: string) => `attestations: [{ item: a/b, by: d, ${more} }]`;
  const codes = (text: string, exists?: (path: string) => boolean) =>
    check(text, exists).diagnostics.map(({ code }) => code);

  it.each([
    ['on: 2026-10-01, expires: 2027-01-01', [], 1],
    ['on: 2025-12-01, expires: 2026-11-22', [], 1],
    ['on: 2025-11-30, expires: 2026-11-21', ['expired'], 0],
    ['on: 2026-10-01, expires: 2027-10-01', [], 1],
    ['on: 2026-10-01, expires: 2027-10-02', ['invalid'], 0],
    ['on: 2026-10-01, expires: 2026-09-01', ['invalid'], 0],
    ['on: 2026-12-01, expires: 2027-01-01', ['invalid'], 0],
    ['facet: h, on: 2026-10-01, expires: 2027-01-01', ['invalid'], 0],
  ])('an attestation with %s', (more, expected, counting) => {
    expect(codes(attested(more))).toEqual(expected);
    expect(check(attested(more)).attestations).toHaveLength(counting);
  });

  it('names what does not exist', () => {
    expect(codes('waivers: [{ item: a/c, reason: r, owner: o }]')).toEqual(['invalid']);
    expect(codes('severity: { a/b: off, r: off, nobody: off }')).toEqual(['invalid']);
  });

  it('looks for evidence beside the manifest; addresses are not looked for', () => {
    const dated = 'on: 2026-10-01, expires: 2027-01-01';
    const asked: string[] = [];
    const exists = (path: string) => asked.push(path) < 0;
    expect(codes(attested(`${dated}, evidence: docs/drill.md#part`), exists)).toEqual(['unproved']);
    expect(asked).toEqual(['infra/docs/drill.md']);
    expect(codes(attested(`${dated}, evidence: "https://example.com/x"`), exists)).toEqual([]);
    expect(codes(attested(`${dated}, evidence: docs/drill.md`))).toEqual([]);
  });

  it('a waiver counts to the end of its day, and without a day', () => {
    const waived = (more: string) =>
      check(`waivers: [{ item: a/b, reason: r, owner: o${more} }]`).waivers.length;
    expect([waived(''), waived(', until: 2026-11-22'), waived(', until: 2026-11-21')]).toEqual([1, 1, 0]);
  });

  it('an expired gateway attests nothing', () => {
    const gateway = (expires: string) =>
      check(`gateway: { baseUrlEnv: X, provides: [retries], by: d, on: 2026-01-01, expires: ${expires} }`)
        .gateways.length;
    expect([gateway('2026-12-01'), gateway('2026-11-01')]).toEqual([1, 0]);
  });
});
