import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { report } from '../../../server/src/reports/checkText';
import { toPercent } from '../../../server/src/reports/readinessText';
import { colourStyle } from '../../../server/src/reports/style';
import { at, fact, project } from '../checklist/handmade';
import { analysisOf, finding, OPTIONS, UNPRINTABLE } from './handmadeAnalysis';

const MANIFEST = `version: 1
waivers:
  - { item: reliability/retries, reason: leaves soon, owner: dana, until: 2027-03-01 }
`;

const analysis = (more: Partial<Parameters<typeof analysisOf>[0]> = {}) =>
  analysisOf({
    manifest: MANIFEST,
    texts: { 'src/app.ts': 'import x;\nawait ask();\nawait tell();\n', 'airworthy.yaml': MANIFEST },
    facts: [
      fact(
        'model-call',
        'ask',
        { call: 'request', output: 'text', maxTokens: 'unset', retries: 'disabled' },
        { place: at('src/app.ts', 16, 19) },
      ),
      fact(
        'model-call',
        'tell',
        {
          call: 'request',
          output: 'text',
          maxTokens: { value: 'set', place: at('src/app.ts', 29, 33) },
          retries: 'disabled',
        },
        { place: at('src/app.ts', 29, 33) },
      ),
    ],
    skipped: [{ path: 'big.json', why: 'too large\u001b[2J' }],
    ...more,
  });

const lines = (text: string, start: string) => text.split('\n').filter((line) => line.includes(start));

describe('check --format text', () => {
  const text = report.render(analysis(), OPTIONS);

  it('shows readiness with its parts', () => {
    expect(text).toMatch(/^Readiness 0 % \(cannot be told yet\)\n {2}\d+ of the items apply: \d+ failing/);
    expect(text).toMatch(/left out: 1 waived, .*33 not checked yet/);
  });

  it('groups items by category with mark, counts, reason', () => {
    expect(text).toMatch(/\nCost\n/);
    expect(text).toMatch(
      / {2}✗ {2}failing {2}cost\/max-tokens +1\/2 {2}Output length is capped: 1 of 2 met, 1 not\n/,
    );
    expect(text).toMatch(
      /~ {2}waived {3}reliability\/retries .*waived until 2027-03-01 by dana: leaves soon/,
    );
    expect(text).toMatch(/\nUser experience\n/);
    expect(lines(text, 'not checked yet:')[0]).toContain('guardrails');
  });

  it('shows the line that proves what is met', () => {
    const proved = report.render(analysis({ facts: [analysis().inventory.facts[1]!] }), OPTIONS);
    expect(lines(proved, 'cost/max-tokens')[0]).toMatch(/✓ {2}passing .*\(src\/app\.ts:3:7\)$/);
  });

  it('gives each finding one line: place, severity, message, rule', () => {
    expect(lines(text, 'missing-output-cap')).toHaveLength(1);
    expect(lines(text, 'missing-output-cap')[0]).toMatch(
      /^src\/app\.ts:2:7 {2}warning {2}`ask` can return any number .* {2}missing-output-cap$/,
    );
  });

  it('counts what is suppressed without showing it', () => {
    expect(lines(text, 'retries-switched-off')).toEqual([]);
    expect(text).toMatch(/\n1 warning; not counted: 2 suppressed\n/);
  });

  it('aligns the columns', () => {
    const rows = text.split('\n').filter((line) => /^ {2}[✗✓○?~] /.test(line));
    expect(new Set(rows.map((row) => row.search(/[a-z]+\/[a-z]/))).size).toBe(1);
  });

  it('names skipped files: some, and all when asked', () => {
    expect(text).toContain('12 files scanned, 3 parsed, 1 skipped\n  big.json: too large[2J');
    const skipped = Array.from({ length: 12 }, (_, n) => ({ path: `${n}.bin`, why: 'binary content' }));
    const many = analysis();
    const files = {
      ...many,
      inventory: { ...many.inventory, files: { scanned: 1, parsed: 0, skipped, partial: [] } },
    };
    const shown = report.render(files, OPTIONS);
    expect(lines(shown, 'binary content')).toHaveLength(10);
    expect(shown).toContain('\n  and 2 more; --verbose lists them\n');
    expect(lines(report.render(files, { ...OPTIONS, detail: 'verbose' }), 'binary content').length).toBe(12);
    const part = (n: number) => ({ path: 'src/app.ts', why: `broken ${n}`, place: at('src/app.ts', 3) });
    const partial = Array.from({ length: 12 }, (_, n) => part(n));
    const halves = { ...many, inventory: { ...many.inventory, files: { ...many.inventory.files, partial } } };
    const inPart = report.render(halves, OPTIONS);
    expect(inPart).toContain('1 skipped, 12 read in part\n');
    expect(lines(inPart, 'broken')[0]).toBe('  src/app.ts:1:4: broken 0');
    expect(lines(inPart, 'broken')).toHaveLength(10);
    const verbose = report.render(analysis(), { ...OPTIONS, detail: 'verbose' });
    expect(verbose).toContain('  big.json: too large[2J');
    expect(lines(verbose, '[waiver until 2027-03-01]').length).toBeGreaterThan(0);
  });

  it('is short with quiet: findings, readiness, outcome', () => {
    const quiet = report.render(analysis(), { ...OPTIONS, detail: 'quiet', outcome: ['Failed: 1 warning.'] });
    expect(quiet).toMatch(/^Findings\nsrc\/app/);
    expect(quiet).not.toContain('scanned');
    expect(quiet).not.toContain('not checked yet:');
    expect(quiet).toMatch(/\nFailed: 1 warning\.\n$/);
  });

  it('ends in exactly one line break', () => {
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('hides hints until asked', () => {
    const hint = { ...analysis(), findings: [finding({ severity: 'hint', message: 'Think.' })] };
    expect(report.render(hint, OPTIONS)).not.toContain('Think.');
    expect(report.render(hint, { ...OPTIONS, detail: 'verbose' })).toContain('Think.');
  });

  it('shows remarks on the manifest, and rules that threw', () => {
    const broken = analysis({ manifest: 'version: 2\n', texts: { 'airworthy.yaml': 'version: 2\n' } });
    const shown = report.render(
      { ...broken, ruleErrors: [{ rule: 'raw-error', message: 'boom\u0007' }] },
      OPTIONS,
    );
    expect(shown).toMatch(/\nairworthy\.yaml:1:10? {2}error {2}"version"/);
    expect(shown).toContain('Rule raw-error was left out: boom');
  });

  it('shows what could not be found out, in one line for many files', () => {
    const paths = ['a\u001b.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    const fault = { what: 'effects, hosts', paths, error: 'TypeError', trace: '    at somewhere' };
    const shown = report.render({ ...analysis(), faults: [fault] }, { ...OPTIONS, detail: 'quiet' });
    expect(shown).toContain(
      '\nNot found out for a.ts, b.ts, c.ts and 2 other files, because of an internal error (TypeError): effects, hosts\n',
    );
    expect(shown).not.toContain('somewhere');
  });

  it('lists scopes where there are several', () => {
    expect(text).not.toContain('Scopes');
    const two = analysis({ projects: [project('api'), project('web')] });
    expect(report.render(two, OPTIONS)).toMatch(/Scopes\n {2}project api +.*\n {2}project web/);
  });

  it('says so where no agent is', () => {
    const none = analysisOf({ projects: [project('', 'outside')] });
    expect(report.render(none, OPTIONS)).toBe('No agent found.\n\n12 files scanned, 3 parsed, 0 skipped\n');
  });

  it('tells for how many findings a repair can be tried', () => {
    const fixesOf = () => [{ id: 'x', title: 'X', safety: 'safe' as const }];
    expect(report.render(analysis(), { ...OPTIONS, fixesOf })).toContain(
      'a repair can be tried for 1 finding: airworthy fix --dry-run',
    );
  });

  it('prints nothing that moves the cursor, whatever things are called', () => {
    const nasty = analysis({
      facts: [
        fact(
          'model-call',
          'a\u001b[1A\u202e\nb',
          { call: 'request', output: 'text', maxTokens: 'unset' },
          {
            place: at('src/\u001b]8;;x\u0007.ts', 0),
          },
        ),
      ],
    });
    expect(report.render(nasty, { ...OPTIONS, detail: 'verbose' })).not.toMatch(UNPRINTABLE);
  });

  it('is the same text in colour', () => {
    const coloured = report.render(analysis(), { ...OPTIONS, style: colourStyle });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });
});

describe('toPercent', () => {
  it('rounds down, so that 100 % is said of nothing less', () => {
    expect([0, 0.29, 0.999, 1, null].map(toPercent)).toEqual(['0 %', '29 %', '99 %', '100 %', '-']);
  });
});
