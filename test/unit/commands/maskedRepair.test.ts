import { describe, expect, it } from 'vitest';
import { MadeEdits } from '../../../server/src/commands/madeEdits';
import type { FileEdit } from '../../../server/src/fixes/fix';
import type { Place } from '../../../server/src/text/span';

/** The diff of one repair. */
function maskedDiff(
  edits: readonly FileEdit[],
  textOf: (path: string) => string | undefined,
  secrets: readonly Place[],
): readonly string[] {
  const made = new MadeEdits();
  made.add(edits, textOf);
  return made.diff(secrets);
}

/** 51 characters, made at run time. */
const key = `sk-${'k3Y'.repeat(16)}`;
const source = `const a = 1;\r\nconst key = "${key}";\r\nconst other = "${key}";\r\n`;
const start = source.indexOf(key);
const second = source.lastIndexOf(key);

const place = (at: number) => ({ path: 'a.ts', start: at, end: at + key.length });

describe('maskedDiff', () => {
  const repair: FileEdit[] = [
    {
      path: '.env',
      create: true,
      edits: [
        {
          start: 0,
          end: 0,
          text: `OPENAI_API_KEY=${key}\n`,
          masked: 'OPENAI_API_KEY=<moved, 51 characters>\n',
        },
      ],
    },
    {
      path: 'a.ts',
      edits: [
        { start: start - 1, end: start + key.length + 1, text: 'process.env.OPENAI_API_KEY', hides: true },
      ],
    },
  ];
  const diff = maskedDiff(repair, (path) => (path === 'a.ts' ? source : undefined), [
    place(start),
    place(second),
  ]);

  it('shows what is moved by its length', () => {
    expect(diff).toContain('+OPENAI_API_KEY=<moved, 51 characters>');
    expect(diff).toContain('+const key = process.env.OPENAI_API_KEY;\r');
    expect(diff.join('\n')).toMatch(/-const key = <secret, \d+ characters>/);
  });

  it('shows no secret, not even in the lines around', () => {
    expect(diff.join('\n')).not.toContain('k3Y');
    expect(diff).toContain(' const other = "<secret, 51 characters>";\r');
  });

  it('shows no secret that a repair carries along in code it writes anew', () => {
    const text = 'call({ password: "hunter22" });\n';
    const at = text.indexOf('hunter22');
    const edits = [{ start: 0, end: text.length - 2, text: `retry(() => ${text.slice(0, -2)})` }];
    const shown = maskedDiff([{ path: 'a.ts', edits }], () => text, [
      { path: 'a.ts', start: at, end: at + 8 },
    ]);
    expect(shown).toContain('+retry(() => call({ password: "<secret, 8 characters>" }));');
    expect(shown.join('\n')).not.toContain('hunter22');
  });

  it('hides every value of a dotenv file, known or not', () => {
    const before = `# keys\nEMPTY=\nDB_PASSWORD=hunter22\nexport TOKEN='abc\ndef'\n`;
    const edits = [{ start: before.length, end: before.length, text: 'NEW=zzzz9999\n' }];
    const text = maskedDiff([{ path: 'api/.env.local', edits }], () => before, []).join('\n');
    for (const value of ['hunter22', 'abc', 'def', 'zzzz9999']) expect(text).not.toContain(value);
    expect(text).toContain(' DB_PASSWORD=<hidden, 8 characters>');
    expect(text).toContain('+NEW=<hidden, 8 characters>');
    const first = maskedDiff([{ path: '.env', edits: [{ start: 0, end: 0, text: '\n' }] }], () => before, []);
    expect(first).toContain(' EMPTY=');
    expect(first).toContain(' # keys');
  });

  it('keeps the lines of a secret that has several', () => {
    const pem = '-----BEGIN A-----\nxxxx\n-----END A-----';
    const text = `k = """${pem}"""\nb = 1\n`;
    const at = text.indexOf(pem);
    const edits = [{ start: text.indexOf('1'), end: text.indexOf('1') + 1, text: '2' }];
    const shown = maskedDiff([{ path: 'a.py', edits }], () => text, [
      { path: 'a.py', start: at, end: at + pem.length },
    ]);
    expect(shown).toContain('@@ -1,4 +1,4 @@');
    expect(shown.join('\n')).not.toContain('xxxx');
  });

  it('masks credentials nobody had found, and control characters', () => {
    const found = maskedDiff(
      [{ path: 'b.ts', create: true, edits: [{ start: 0, end: 0, text: `// ${key}1 \u001b[2J\n` }] }],
      () => undefined,
      [],
    );
    expect(found.at(-1)).toBe('+// *** [2J');
  });
});
