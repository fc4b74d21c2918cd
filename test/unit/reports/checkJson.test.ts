import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { report } from '../../../server/src/reports/checkJson';
import { type CheckJson, checkSchema, inventorySchema } from '../../../server/src/reports/checkSchema';
import { report as inventoryReport } from '../../../server/src/reports/inventoryJson';
import { at, effective, fact, project, secret } from '../checklist/handmade';
import { analysisOf, finding, OPTIONS, UNPRINTABLE } from './handmadeAnalysis';

const MANIFEST = `version: 1
waivers:
  - { item: reliability/retries, paths: [src/old/**], reason: leaves soon, owner: dana, until: 2027-03-01 }
attestations:
  - { item: cost/max-tokens, subjects: [batch], by: dana, on: 2026-10-01, expires: 2027-01-01 }
`;

const call = (name: string, attributes: Parameters<typeof fact>[2], more?: Parameters<typeof fact>[3]) =>
  fact('model-call', name, { call: 'request', output: 'text', ...attributes }, more);

/** Two apps, findings that count, one waived, one attested, a secret. */
const analysis = () =>
  analysisOf({
    manifest: MANIFEST,
    texts: { 'src/app.ts': '// 🙂\r\nconst a = 1;\r\nawait ask();\r\n', 'airworthy.yaml': MANIFEST },
    facts: [
      call(
        'ask',
        { maxTokens: { value: 'unset', definitions: [{ ...at('src/app.ts', 27, 30), role: 'call' }] } },
        { place: at('src/app.ts', 27, 30), sdk: 'openai' },
      ),
      call('batch', { maxTokens: 'unset', retries: 'default' }, { place: at('src/batch.ts', 3) }),
      call(
        'old',
        { maxTokens: 'set', retries: effective('disabled', { count: 0, backoff: 'none', jitter: false }) },
        { place: at('src/old/a.ts', 3) },
      ),
      call('far', { maxTokens: effective('set', { n: 10 }) }, { place: at('web/a.ts', 0), project: 'web' }),
    ],
    secrets: [secret('src/app.ts', 'literal')],
    projects: [project(''), project('web')],
    skipped: [{ path: 'big.json', why: 'too large to be parsed' }],
    partial: [{ path: 'src/app.ts', why: 'broken', place: at('src/app.ts', 27, 30) }],
  });

const render = (input = analysis(), options = OPTIONS): CheckJson =>
  JSON.parse(report.render(input, options));

describe('check --format json', () => {
  it('is exactly of the published form, nothing more', () => {
    const json = render();
    expect(z.parse(checkSchema, json)).toEqual(json);
    expect(Object.keys(json)).toEqual([
      'schema',
      'tool',
      'readiness',
      'items',
      'scopes',
      'findings',
      'inventory',
      'files',
      'remarks',
    ]);
    expect(json.schema).toBe(1);
    expect(json.items).toHaveLength(45);
  });

  it('gives places 1-based in UTF-16 units, over CRLF and behind an emoji', () => {
    const cap = render().findings.find(
      ({ rule, place }) => rule === 'missing-output-cap' && place.line === 3,
    );
    expect(cap?.place).toEqual({ path: 'src/app.ts', line: 3, column: 7, endLine: 3, endColumn: 10 });
    const first = render({ ...analysis(), findings: [finding({ place: at('src/app.ts', 3, 5) })] });
    expect(first.findings[0]?.place).toMatchObject({ line: 1, column: 4, endColumn: 6 });
  });

  it('names what was read in part, and what is wrong with the manifest', () => {
    expect(render().files.partial).toEqual([{ path: 'src/app.ts', why: 'broken', line: 3 }]);
    const text = 'version: 1\nversions: 2\n';
    const { remarks } = render(analysisOf({ manifest: text, texts: { 'airworthy.yaml': text } }));
    expect(remarks).toMatchObject([
      { code: 'invalid', severity: 'error', place: { path: 'airworthy.yaml', line: 2, column: 1 } },
    ]);
  });

  it('names the beginning of a file whose lines are not known', () => {
    const json = render({ ...analysis(), findings: [finding({ place: at('gone.ts', 40, 50) })] });
    expect(json.findings[0]?.place).toEqual({
      path: 'gone.ts',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    });
  });

  it('keeps suppressed and answered findings, with what covers them', () => {
    const { findings, items } = render();
    const waived = findings.find(({ rule }) => rule === 'retries-switched-off');
    expect(waived?.suppressed).toMatchObject({
      by: 'waiver',
      until: '2027-03-01',
      place: { path: 'airworthy.yaml', line: 3 },
    });
    const answered = findings.find(({ answered: by }) => by);
    expect(answered?.answered).toMatchObject({ by: 'dana', expires: '2027-01-01' });
    expect(items.find(({ id }) => id === 'cost/max-tokens')?.attestation).toMatchObject({ by: 'dana' });
  });

  it('lists each finding of an item by its fingerprint', () => {
    const { findings, items } = render();
    const known = new Set(findings.map(({ fingerprint }) => fingerprint));
    const listed = items.flatMap((item) => item.findings);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every((each) => known.has(each))).toBe(true);
  });

  it('lists findings by place, and is the same for the same analysis', () => {
    const reversed = { ...analysis(), findings: [...analysis().findings].reverse() };
    expect(render(reversed).findings).toEqual(render().findings);
    expect(report.render(analysis(), OPTIONS)).toBe(report.render(analysis(), OPTIONS));
  });

  it('gives the effective value beside the origin, with its reason, and the SDK as an attribute', () => {
    const { inventory } = render();
    expect(inventory.find(({ name }) => name === 'far')?.attributes.maxTokens).toEqual({
      value: 'set',
      effective: { n: 10 },
      because: '',
    });
    expect(inventory.find(({ name }) => name === 'ask')?.attributes.sdk).toEqual({
      value: 'openai',
      because: '',
    });
  });

  it('offers the repairs it is told of', () => {
    const fix = { id: 'set-output-cap', title: 'Set an output cap', safety: 'confirm' as const };
    const json = render(analysis(), { ...OPTIONS, fixesOf: ({ fixes }) => (fixes.length > 0 ? [fix] : []) });
    expect(json.findings.find(({ rule }) => rule === 'missing-output-cap')?.fixes).toEqual([fix]);
    expect(render().findings.every(({ fixes }) => fixes.length === 0)).toBe(true);
  });

  it('says null where no agent is', () => {
    const json = render(analysisOf({ projects: [project('', 'outside')] }));
    expect(json.readiness).toMatchObject({ ready: null, score: null, applicable: 0, notApplicable: 45 });
    expect(z.parse(checkSchema, json)).toEqual(json);
  });

  it('shows no secret: neither value, tag nor length', () => {
    const key = `sk-proj-${'Q7w8'.repeat(10)}`;
    const base = analysis();
    const text = report.render(
      {
        ...base,
        inventory: {
          ...base.inventory,
          facts: [
            fact('model-client', 'client', {
              baseUrl: effective('constant', `https://u:${'s3cr3tpw'}@h/${key}`),
            }),
          ],
        },
        findings: [...base.findings, finding({ message: `found ${key}` })],
      },
      OPTIONS,
    );
    expect(text).toContain('hardcoded-secret');
    expect(text).not.toContain('Q7w8');
    expect(text).not.toContain('s3cr3tpw');
    expect(text).not.toContain('"tag"');
  });

  it('survives names made to break a terminal', () => {
    const nasty = fact('tool', 'a"\u001b]0;x\u0007\u202e', {}, { place: at('src/\u0007.ts') });
    const text = report.render(analysisOf({ facts: [nasty] }), OPTIONS);
    expect(text).not.toMatch(UNPRINTABLE);
    expect(JSON.parse(text).inventory[0].name).toBe('a"\u001b]0;x\u0007\u202e');
  });
});

describe('inventory --format json', () => {
  it('gives facts and files in the same form', () => {
    const json = JSON.parse(inventoryReport.render(analysis(), OPTIONS));
    expect(z.parse(inventorySchema, json)).toEqual(json);
    expect(json.inventory).toEqual(render().inventory);
    expect(json.files.skipped).toEqual([{ path: 'big.json', why: 'too large to be parsed' }]);
  });
});
