import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../server/src/languages/index.generated';
import { bareSettings } from '../../../../server/src/languages/summary/bareSettings';

beforeAll(async () => {
  for (const language of languages) await language.prepare();
});

/** `value in setting` for each setting found, in the order of the text. */
function settingsIn(path: string, text: string): string[] {
  const summary = languages.find((one) => one.matches(path))!.summarise(path, text);
  if (summary.kind !== 'module') throw new Error('no code');
  return [...bareSettings(summary)]
    .map(([key, whole]) => ({ key: key.split(':').map(Number) as [number, number], whole }))
    .sort((a, b) => a.key[0] - b.key[0])
    .map(({ key, whole }) => `${text.slice(...key)} in ${text.slice(whole.start, whole.end)}`);
}

describe('bare settings', () => {
  it.each([
    [
      'of a call',
      "new Client({ maxRetries: 0, debug: true, label: 'x' });",
      ['0 in maxRetries: 0', 'true in debug: true'],
    ],
    [
      'nested, quoted and spread',
      "f({ ...{ 'a b': null }, deep: { n: -1 } });",
      ["null in 'a b': null", '-1 in n: -1'],
    ],
    ['of an object with a name', 'const options = { maxRetries: 0 };', ['0 in maxRetries: 0']],
    ['of what a function gives back', 'export default () => ({ on: false });', ['false in on: false']],
    ['of a default', 'function ask(options = { retries: 0 }) {}', ['0 in retries: 0']],
    ['of a field', 'class A { options = { retries: 0 }; }', ['0 in retries: 0']],
    [
      'over lines, with CRLF and emoji',
      "f('😀', {\r\n  retries:\r\n    0,\r\n});",
      ['0 in retries:\r\n    0'],
    ],
    ['of text that breaks off', 'f({ retries: 0, other: ', ['0 in retries: 0']],
  ])('%s, in TypeScript', (_, text, expected) => {
    expect(settingsIn('a.ts', text)).toEqual(expected);
  });

  it.each([
    [
      'keywords',
      'Client("x", max_retries=0, debug=True, label="y")',
      ['0 in max_retries=0', 'True in debug=True'],
    ],
    ['dicts', 'options = {"max_retries": 0, **rest}', ['0 in "max_retries": 0']],
    ['decorators', '@retry(reraise=False)\ndef ask(): ...', ['False in reraise=False']],
    ['emoji before it', 'f("😀", n=None)', ['None in n=None']],
  ])('%s, in Python', (_, text, expected) => {
    expect(settingsIn('a.py', text)).toEqual(expected);
  });

  it('leaves texts, names, expressions and numbers without a name alone', () => {
    const text = "const retries = 0; f(0, [1], { retries, mode: 'off', n: 1 + x, m: retries });";
    expect(settingsIn('a.ts', text)).toEqual([]);
  });
});
