import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import type { Analysis } from '../../../server/src/engine/analysis';
import { at, fact, project } from '../checklist/handmade';
import { analysisOf, finding } from '../reports/handmadeAnalysis';
import { createHost } from './handmadePorts';

const call = (name: string, path: string, maxTokens: string, where = '') =>
  fact(
    'model-call',
    name,
    { call: 'request', output: 'text', maxTokens, retries: 'default', model: 'set' },
    {
      place: at(path, 4),
      project: where,
    },
  );

/** Two apps: `api` has an uncapped call, `web` none. */
const twoApps = (): Analysis =>
  analysisOf({
    texts: { 'api/src/a.ts': 'x = ask();\n', 'web/b.ts': 'x = tell();\n' },
    facts: [call('ask', 'api/src/a.ts', 'unset', 'api'), call('tell', 'web/b.ts', 'set', 'web')],
    projects: [project('api'), project('web')],
  });

const withFindings = (...findings: Partial<Finding>[]): Analysis => ({
  ...twoApps(),
  findings: findings.map(finding),
});

const check = (analysis: Analysis, ...words: string[]) =>
  createHost({ analyse: () => analysis }).run('check', ...words);
const json = async (analysis: Analysis, ...words: string[]) =>
  JSON.parse((await check(analysis, '--format', 'json', ...words)).out);

describe('exit codes of check', () => {
  const error = withFindings({ severity: 'error' });
  const warning = withFindings({ severity: 'warning' });
  const quietly = withFindings({ severity: 'information' }, { severity: 'hint' });

  it.each([
    ['error', error, [], 1],
    ['warning', warning, [], 0],
    ['warning', warning, ['--fail-on', 'warning'], 1],
    ['error', error, ['--fail-on', 'warning'], 1],
    ['error', error, ['--fail-on', 'never'], 0],
    ['information', quietly, ['--fail-on', 'warning'], 0],
    ['warning, missing includes it', warning, ['--fail-on', 'missing'], 1],
  ])('with a finding of severity %s: %#', async (_name, analysis, words, code) => {
    expect((await check(analysis, ...words)).code).toBe(code);
  });

  it.each([
    ['.', { path: '', why: 'permission denied' }, '/project'],
    ['locked', { path: 'locked', why: 'permission denied' }, 'locked'],
  ])('is 2 if what was asked for (%s) cannot be read', async (word, skipped, named) => {
    const { code, out, err } = await check(analysisOf({ skipped: [skipped] }), word);
    expect([code, out, err]).toEqual([2, '', `airworthy: ${named}: permission denied\n`]);
  });

  it('is 0 if something else cannot be read', async () => {
    const skipped = [{ path: 'locked', why: 'permission denied' }];
    const { code, out } = await check(analysisOf({ skipped }), '.');
    expect(code).toBe(0);
    expect(out).toContain('  locked: permission denied\n');
  });

  it('is 2 for an empty path, as an unset variable of a script leaves it', async () => {
    expect(await check(twoApps(), '')).toMatchObject({ code: 2, err: 'airworthy: a path is empty\n' });
  });

  it('never counts what is suppressed or answered', async () => {
    const covered = withFindings(
      { severity: 'error', suppressed: { by: 'inline' } },
      { severity: 'error', answered: { place: at('airworthy.yaml'), by: 'dana', expires: '2027-01-01' } },
    );
    expect((await check(covered, '--fail-on', 'warning')).code).toBe(0);
  });

  it('fails on missing and unknown items where asked', async () => {
    const items = (status: 'missing' | 'unknown' | 'passing') => ({
      ...withFindings(),
      items: twoApps().items.map((item) => ({
        ...item,
        status: item.id === 'ux/streaming' ? status : ('passing' as const),
      })),
    });
    expect((await check(items('missing'), '--fail-on', 'missing')).code).toBe(1);
    expect((await check(items('missing'), '--fail-on', 'warning')).code).toBe(0);
    expect((await check(items('unknown'), '--fail-on', 'missing')).code).toBe(0);
    const failed = await check(items('unknown'), '--fail-on', 'unknown');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('Failed: 1 item unknown (--fail-on unknown).');
    expect((await check(items('missing'), '--fail-on', 'unknown')).code).toBe(1);
  });

  it.each([
    ['0.5', 0],
    ['0.75', 1],
    ['50', 0],
    ['75%', 1],
    ['1', 1],
  ])('holds readiness against --min-score %s', async (minimum, code) => {
    const half = { ...withFindings(), readiness: { ...twoApps().readiness, score: 0.5 } };
    expect((await check(half, '--min-score', minimum)).code).toBe(code);
  });

  it('requires items to be passing or attested', async () => {
    const passing = 'ux/feedback';
    const statuses = new Map<string, 'attested'>([[passing, 'attested']]);
    const analysis = {
      ...twoApps(),
      findings: [],
      items: twoApps().items.map((item) => ({ ...item, status: statuses.get(item.id) ?? item.status })),
    };
    expect((await check(analysis, '--require', passing)).code).toBe(0);
    const failed = await check(analysis, '--require', passing, 'cost/max-tokens');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('Failed: cost/max-tokens is required and failing.');
    expect((await check(analysis, `--require=${passing},ux/streaming`)).code).toBe(1);
  });

  it('is clean where no agent is, whatever is asked', async () => {
    const none = analysisOf({ projects: [project('', 'outside')] });
    const { code, out } = await check(
      none,
      '--fail-on',
      'unknown',
      '--min-score',
      '90',
      '--require',
      'ux/streaming',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^No agent found\.\n/);
  });
});

describe('wrong use of check', () => {
  it.each([
    [['--format', 'sarif'], '--format sarif is not available yet'],
    [['--format', 'markdown'], 'not available yet'],
    [['--format', 'html'], 'not available yet'],
    [['--format', 'github'], 'not available yet'],
    [['--format', 'xml'], '--format takes text or json, not "xml"'],
    [['--format', 'table'], '--format takes text or json'],
    [['--changed', 'main'], '--changed is not available yet'],
    [['--baseline', 'b.json'], '--baseline is not available yet'],
    [['--update-baseline'], '--update-baseline is not available yet'],
    [['--fail-on', 'info'], '--fail-on takes error, warning, missing, unknown, never'],
    [['--min-score', 'high'], '--min-score takes a number'],
    [['--min-score', '101'], '--min-score takes a number'],
    [['--item', 'max-tokens'], 'did you mean "cost/max-tokens"?'],
    [['--require', 'cost/max-token'], 'did you mean "cost/max-tokens"?'],
    [['--today', '2026-02-30'], '--today takes a date'],
    [['--today', 'tomorrow'], '--today takes a date'],
    [['--config', 'gone.yaml'], 'gone.yaml: not found'],
    [['--quiet', '--verbose'], 'exclude each other'],
  ])('%j', async (words, message) => {
    const { code, out, err } = await check(twoApps(), ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^airworthy: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  it('takes paths of one root at a time', async () => {
    const host = createHost({ analyse: twoApps, roots: { other: '/elsewhere' } });
    const { code, err } = await host.run('check', 'api', 'other');
    expect(code).toBe(2);
    expect(err).toContain('/project and /elsewhere are checked one at a time');
  });
});

describe('what check looks at', () => {
  it('gives the engine root and date', async () => {
    const host = createHost({ analyse: twoApps });
    await host.run('check', 'api', '--no-cache');
    await host.run('check', '--today', '2030-01-31');
    expect(host.opened.map(({ root, today }) => [root, today])).toEqual([
      ['/project', '2026-11-22'],
      ['/project', '2030-01-31'],
    ]);
    expect(host.closed).toBe(2);
  });

  it('puts --config in the place of the manifest', async () => {
    const host = createHost({ analyse: twoApps, files: { 'ci/strict.yaml': '\ufeffversion: 1\n' } });
    expect((await host.run('check', '--config', 'ci/strict.yaml')).code).toBe(0);
    expect(host.opened[0]?.open?.textOf('airworthy.yaml')).toBe('version: 1\n');
    expect(host.opened[0]?.open?.textOf('src/a.ts')).toBeUndefined();
  });

  it('reports one app where its folder is named', async () => {
    const whole = await json(twoApps());
    const api = await json(twoApps(), 'api');
    const web = await json(twoApps(), 'web');
    const status = (report: typeof whole) =>
      report.items.find(({ id }: { id: string }) => id === 'cost/max-tokens').status;
    expect([whole, api, web].map(status)).toEqual(['failing', 'failing', 'passing']);
    expect(web.findings).toEqual([]);
    expect(web.scopes.map(({ id }: { id: string }) => id)).toEqual(['project:web']);
    expect(web.inventory.map(({ name }: { name: string }) => name)).toEqual(['tell']);
    expect(web.readiness.score).toBeGreaterThan(whole.readiness.score);
    expect(api.readiness).toEqual(api.scopes[0].readiness);
  });

  it('reports the app of a part, with the findings of that part only', async () => {
    const part = await json(twoApps(), 'api/src');
    expect(part.scopes.map(({ id }: { id: string }) => id)).toEqual(['project:api']);
    expect(part.findings.length).toBeGreaterThan(0);
    const file = await json(
      withFindings({ place: at('api/src/a.ts') }, { place: at('api/src/b.ts') }),
      'api/src/a.ts',
    );
    expect(file.findings).toHaveLength(1);
  });

  it('adds several paths up, and finds no agent beside them', async () => {
    expect((await json(twoApps(), 'web', 'api/src')).findings).toEqual((await json(twoApps())).findings);
    const docs = await json(twoApps(), 'docs');
    expect(docs.readiness.score).toBeNull();
    expect(docs.scopes).toEqual([]);
    expect((await check(twoApps(), 'docs')).out).toMatch(/^No agent found/);
    expect((await json(twoApps(), 'ap')).findings).toEqual([]);
  });

  it('shows only the items asked for, and leaves readiness as it is', async () => {
    const analysis = twoApps();
    const part = await json(analysis, '--item', 'cost/max-tokens', 'reliability/retries', 'api');
    expect(part.items.map(({ id }: { id: string }) => id)).toEqual([
      'cost/max-tokens',
      'reliability/retries',
    ]);
    expect(part.scopes[0].items).toHaveLength(2);
    expect(part.readiness).toEqual((await json(analysis, 'api')).readiness);
    const other = await check(analysis, '--item', 'ux/streaming', '--fail-on', 'warning');
    expect(other.code).toBe(0);
  });
});

describe('where the report of check goes', () => {
  it('writes a file, and tells people on the standard error', async () => {
    const host = createHost({ analyse: () => withFindings({ severity: 'error' }) });
    const { code, out, err } = await host.run('check', '--format', 'json', '--output', 'out/report.json');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^readiness .*1 error; report in out\/report\.json\nFailed: 1 error/);
    expect(host.written.map(({ path }) => path)).toEqual(['/project/out/report.json']);
    expect(JSON.parse(String(host.disk.get('out/report.json'))).schema).toBe(1);
    expect((await host.run('check', '--output', 'a.txt', '--quiet')).err).toBe('');
  });

  it('keeps JSON on the standard output clean', async () => {
    const { out, err } = await check(withFindings({ severity: 'error' }), '--format', 'json');
    expect(JSON.parse(out).findings).toHaveLength(1);
    expect(err).toBe('Failed: 1 error (--fail-on error).\n');
  });
});

describe('inventory', () => {
  it('lists facts as a table or JSON and judges nothing', async () => {
    const host = createHost({ analyse: () => withFindings({ severity: 'error' }) });
    const table = await host.run('inventory', 'api');
    expect(table.code).toBe(0);
    expect(table.out).toContain('model-call (1)\n  ask  api/src/a.ts:1:5');
    const { out } = await host.run('inventory', '--format', 'json');
    expect(JSON.parse(out).inventory).toHaveLength(2);
    expect((await host.run('inventory', '--format', 'cyclonedx')).err).toContain('not available yet');
    expect((await host.run('inventory', '--format', 'text')).err).toContain('--format takes table or json');
  });
});
