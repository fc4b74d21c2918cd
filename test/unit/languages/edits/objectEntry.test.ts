import { describe, expect, it } from 'vitest';
import { removeEntry, setEntry } from '../../../../server/src/languages/edits/objectEntry';
import { applyEdits, isRefusal } from '../../../../server/src/languages/edits/textEdit';
import { pythonStyle } from '../../../../server/src/languages/python/edits/codeStyle';
import { language as python } from '../../../../server/src/languages/python/language';
import type { ModuleSummary } from '../../../../server/src/languages/summary/module';
import type { ObjectValue } from '../../../../server/src/languages/summary/value';
import { typescriptStyle } from '../../../../server/src/languages/typescript/edits/codeStyle';
import { language as typescript } from '../../../../server/src/languages/typescript/language';

/** The object that is assigned in `const o = {…}` or `o = {…}`. */
async function objectIn(text: string, path: string): Promise<ObjectValue> {
  const language = path.endsWith('.py') ? python : typescript;
  await language.prepare();
  const [statement] = (language.summarise(path, text) as ModuleSummary).functions[0]!.body;
  return (statement as { value: ObjectValue }).value;
}

async function set(text: string, path: readonly string[], value: string, file = 'a.ts'): Promise<string> {
  const style = file.endsWith('.py') ? pythonStyle(text) : typescriptStyle(text);
  const edits = setEntry(text, await objectIn(text, file), path, value, style);
  return isRefusal(edits) ? `refused: ${edits.refused}` : applyEdits(text, edits);
}

describe('setEntry in TypeScript', () => {
  it.each([
    ['const o = {};', ['a'], 'const o = { a: 1 };'],
    ['const o = {a: 0};', ['a'], 'const o = {a: 1};'],
    ['const o = { a };', ['a'], 'const o = { a: 1 };'],
    ['const o = { b: 2 };', ['x-y'], "const o = { b: 2, 'x-y': 1 };"],
    ['const o = { b: { c: 2 } };', ['b', 'a'], 'const o = { b: { c: 2, a: 1 } };'],
    ['const o = { b: undefined };', ['b', 'a'], 'const o = { b: { a: 1 } };'],
    ['const o = { ...x };', ['a', 'b'], 'const o = { ...x, a: { b: 1 } };'],
    ['const o = { async run() {} };', ['a'], 'const o = { async run() {}, a: 1 };'],
    ['const o = {\n  ...x, // 🦊\n};', ['a'], 'const o = {\n  ...x, // 🦊\n  a: 1,\n};'],
    ['const o = { b: c as D };', ['a'], 'const o = { b: c as D, a: 1 };'],
  ] as const)('%j %j', async (before, path, after) => {
    expect(await set(before, path, '1')).toBe(after);
  });

  it('is refused where what follows may set it again, or it is no object', async () => {
    expect(await set('const o = { a: 0, ...x };', ['a'], '1')).toContain('refused');
    expect(await set('const o = { b: make() };', ['b', 'a'], '1')).toContain('refused');
    expect(await set('const o = { a() {} };', ['a'], '1')).toContain('refused');
  });
});

describe('setEntry in Python', () => {
  it.each([
    ['o = {}', ['a'], 'o = {"a": 1}'],
    ['o = {"a": None}', ['a'], 'o = {"a": 1}'],
    ['o = dict(b=2)', ['a'], 'o = dict(b=2, a=1)'],
    ['o = {**x}', ['a'], 'o = {**x, "a": 1}'],
    ["o = {\n    'b': 2  # 🦊\n}", ['a'], "o = {\n    'b': 2,  # 🦊\n    'a': 1\n}"],
  ] as const)('%j', async (before, path, after) => {
    expect(await set(before, path, '1', 'a.py')).toBe(after);
  });
});

describe('removeEntry', () => {
  it('takes an entry out with its line, or says that there is none', async () => {
    const text = 'const o = {\n  a: 1,\n  b: 2, // gone\n};';
    const object = await objectIn(text, 'a.ts');
    const edits = removeEntry(text, object, 'b', typescriptStyle(text));
    expect(edits && !isRefusal(edits) && applyEdits(text, edits)).toBe('const o = {\n  a: 1,\n};');
    expect(removeEntry(text, object, 'c', typescriptStyle(text))).toBeUndefined();
  });
});
