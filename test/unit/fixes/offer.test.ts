import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFileEdits } from '../../../server/src/fixes/apply';
import { assign, assigned, dotenvValue } from '../../../server/src/fixes/environment/dotenv';
import type { Fix, FixOutcome } from '../../../server/src/fixes/fix';
import { fixes } from '../../../server/src/fixes/index.generated';
import { offerFix } from '../../../server/src/fixes/offer';
import { applyEdits, isRefusal } from '../../../server/src/languages/edits/textEdit';
import { analysed } from './fixing';

const FILES = { 'a.ts': 'run();\n', 'b.ts': 'x' };

async function offered(outcome: FixOutcome | Error, readOnly: readonly string[] = []): Promise<FixOutcome> {
  const fix: Fix = {
    id: 'x',
    safety: 'confirm',
    title: () => 'x',
    offer: async () => {
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  const { input } = await analysed(FILES, { readOnly });
  return offerFix(fix, input({ place: { path: 'a.ts', start: 0, end: 3 } }));
}

const edit = (path: string, start: number, end: number, text: string): FixOutcome => ({
  title: 't',
  edits: [{ path, edits: [{ start, end, text }] }],
});

describe('offerFix', () => {
  it('joins the edits of a file and passes them on', async () => {
    const insert = (at: number, text: string) => ({ path: 'a.ts', edits: [{ start: at, end: at, text }] });
    const outcome = await offered({ title: 't', edits: [insert(0, 'a();'), insert(6, 'b();')] });
    expect(outcome).toMatchObject({ edits: [{ path: 'a.ts', edits: [{ text: 'a();' }, { text: 'b();' }] }] });
  });

  it('refuses what would break the file, touches itself, does nothing or cannot be written', async () => {
    expect(await offered(edit('a.ts', 0, 0, 'const x = {;\n'))).toEqual({
      refused: 'a.ts would not parse after the change',
    });
    expect(await offered(edit('a.ts', 0, 99, ''))).toHaveProperty('refused');
    expect(await offered({ title: 't', edits: [] })).toEqual({ refused: 'there is nothing to change' });
    expect(await offered(edit('a.ts', 0, 0, 'a();'), ['a.ts'])).toEqual({ refused: 'a.ts is read-only' });
    expect(
      await offered({
        title: 't',
        edits: [{ path: 'a.ts', create: true, edits: [{ start: 0, end: 0, text: 'a' }] }],
      }),
    ).toHaveProperty('refused');
  });

  it('answers a repair that fails with a reason', async () => {
    expect(await offered(new Error('oops'))).toEqual({
      refused: expect.stringMatching(/^the repair failed: Error at .*offer\.test\.ts/),
    });
  });
});

describe('applyFileEdits', () => {
  it('keeps the order of the files', () => {
    const edits = [
      { path: 'n.ts', create: true as const, edits: [{ start: 0, end: 0, text: 'new' }] },
      { path: 'b.ts', edits: [{ start: 0, end: 1, text: 'y' }] },
    ];
    expect([...applyFileEdits(edits, (path) => (FILES as Record<string, string>)[path])]).toEqual([
      ['n.ts', 'new'],
      ['b.ts', 'y'],
    ]);
    expect(() => applyFileEdits([edits[1]!, edits[1]!], () => 'x')).toThrow('edited twice');
    expect(() => applyFileEdits([edits[1]!], () => undefined)).toThrow('does not exist');
  });
});

describe('environment files', () => {
  it('quote a value so that it is read back', () => {
    const values = ['plain-1', 'with space', 'a#b', '$HOME', 'two\nlines', "it's"];
    for (const value of values) {
      const edit = assign('A=1\n', 'B', value);
      if (isRefusal(edit)) throw new Error(edit.refused);
      expect(assigned(applyEdits('A=1\n', [edit]), 'B')).toBe(value);
    }
    expect(dotenvValue(`it's $x`)).toHaveProperty('refused');
  });
});

describe('the list of fixes', () => {
  it('has every repair the rules name', () => {
    const named = new Set<string>();
    for (const path of readdirSync('rules/checks', { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.yaml')) continue;
      for (const match of readFileSync(join('rules/checks', path), 'utf8').matchAll(/^fix: \[(.*)\]/gm))
        for (const id of match[1]!.split(',')) named.add(id.trim());
    }
    const known = new Set(fixes.map(({ id }) => id));
    expect([...named].filter((id) => !known.has(id))).toEqual([]);
    expect(known.size).toBe(fixes.length);
  });
});
