// What people read about input that is not as it should be: one clear line each, in both formats, and nothing else is lost.
import { describe, expect, it } from 'vitest';
import type { CommandPorts } from '../../../server/src/commands/command';
import { createFixService } from '../../../server/src/commands/fixService';
import { runCommand } from '../../../server/src/commands/runCommand';
import type { CreateEngineOptions } from '../../../server/src/engine/createEngine';
import { fixes } from '../../../server/src/fixes/index.generated';
import type { CheckJson } from '../../../server/src/reports/checkSchema';
import { plainStyle } from '../../../server/src/reports/style';
import { createClock } from '../../../server/src/workspace/clock';
import { createRecordingLog, openEngine, ruleData, type Workspace } from '../engine/engines';
import { createStrangeFiles, type Strange } from '../engine/strangeFiles';

const MAIN = `import OpenAI from 'openai';
const client = new OpenAI();
export const ask = () => client.chat.completions.create({ model: 'm', messages: [] });
`;
/** What is found in the sound file, whatever lies beside it. */
const SOUND = 'src/main.ts:3:50';

interface Odd extends Strange {
  readonly engine?: Partial<CreateEngineOptions>;
}

async function run(extra: readonly [string, string | Uint8Array][], odd: Odd, words: string[]) {
  const files: Workspace = new Map([
    ['package.json', '{ "name": "a", "dependencies": { "openai": "^5.0.0" } }'],
    ['src/main.ts', MAIN],
    ...extra,
  ]);
  let [out, err] = ['', ''];
  const log = createRecordingLog();
  const refuse = async (): Promise<never> => Promise.reject(new Error('not expected'));
  const ports: CommandPorts = {
    tool: { name: 'airworthy', version: '0' },
    cwd: '/workspace',
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    style: plainStyle,
    clock: createClock('2026-09-01'),
    writer: { writeAll: refuse },
    rules: () => ruleData.rules,
    locate: async () => ({ root: '/workspace', argument: '/workspace', decidedBy: 'manifest' }),
    readFile: refuse,
    openEngine: async (_root, { today }) => {
      const engine = openEngine(files, { files: createStrangeFiles(files, odd), today, log, ...odd.engine });
      return { engine, close: async () => engine.close() };
    },
    fixesFor: (engine) => createFixService(fixes, (finding) => engine.fixInput?.(finding)),
    startServer: () => {},
  };
  const code = await runCommand(['check', ...words], ports);
  return { code, out, err, log: log.lines };
}

/** Both formats: the lines about a path, and what a program gets. */
async function check(extra: readonly [string, string | Uint8Array][], odd: Odd = {}) {
  const text = await run(extra, odd, []);
  const json = await run(extra, odd, ['--format', 'json']);
  for (const { code, err } of [text, json]) expect([code, err]).toEqual([0, '']);
  const data: CheckJson = JSON.parse(json.out);
  expect(text.out).toContain(`${SOUND} `);
  expect(data.findings).toContainEqual(
    expect.objectContaining({ place: expect.objectContaining({ path: 'src/main.ts', line: 3 }) }),
  );
  const about = (path: string) => text.out.split('\n').filter((line) => line.trimStart().startsWith(path));
  return { about, data, text: text.out };
}

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('one line for a file that is not what it should be', () => {
  it.each<[string, string, string | Uint8Array, string]>([
    [
      'a TypeScript file broken in part',
      'src/odd.ts',
      `${MAIN}export function (((\n`,
      ':4:17: cannot be parsed',
    ],
    ['a Python file broken in part', 'odd.py', 'import openai\nx = 1\ndef (:\n', ':3:1: cannot be parsed'],
    ['a broken compose file', 'compose.yaml', 'services:\n  a: [1\nb: }\n', ':3:1: cannot be parsed'],
    ['invalid UTF-8', 'src/odd.ts', bytes(MAIN, [0x2f, 0x2f, 0xff, 0xfe, 0x0a]), ': some of its bytes'],
  ])('%s is read in part', async (_kind, path, content, line) => {
    const { about, data, text } = await check([[path, content]]);
    expect(about(path).filter((one) => !one.includes('missing-output-cap'))).toEqual([
      expect.stringContaining(`  ${path}${line.replace('cannot', 'it cannot')}`),
    ]);
    expect(text).toContain(' 0 skipped, 1 read in part\n');
    expect(data.files.partial).toMatchObject([{ path }]);
    const [, number] = /^:(\d+):/.exec(line) ?? [];
    expect(data.files.partial[0]?.line).toBe(number === undefined ? undefined : Number(number));
  });

  it('what stands in the sound part of a broken file is found', async () => {
    const { about } = await check([['src/odd.ts', `${MAIN}export function (((\n`]]);
    expect(about('src/odd.ts:3:50')).toEqual([expect.stringContaining('missing-output-cap')]);
  });

  it.each<[string, string, string | Uint8Array, string, Odd?]>([
    ['unparseable', 'src/odd.ts', `import 'openai';\nconst a = ${'['.repeat(100_000)}`, 'nested too deeply'],
    ['unparseable', 'odd.json', `${'['.repeat(9000)}`, 'nested too deeply'],
    ['binary', 'src/odd.ts', bytes([0x89, 0x50, 0, 0]), 'binary content'],
    [
      'of 50 MB',
      'src/odd.ts',
      '',
      'larger than 1 MB',
      { streamed: { 'src/odd.ts': { size: 50_000_000, chunks: () => ['x\n'.repeat(1000)] } } },
    ],
    ['deleted while it is scanned', 'src/odd.ts', '', 'not found', { vanishing: ['src/odd.ts'] }],
    ['deleted between two reads', 'src/odd.ts', MAIN, 'not found', { vanishingAt: { 'src/odd.ts': 2 } }],
    ['an unreadable folder', 'src/locked', '', 'permission denied', { unreadable: ['src/locked'] }],
    ['a loop of folders', 'src/loop', '', 'a folder it lies in', { links: { 'src/loop': 'src' } }],
    ['a loop of links', 'src/self.ts', '', 'goes in a circle', { links: { 'src/self.ts': undefined } }],
  ])('a file that is %s (%s) is skipped', async (_kind, path, content, why, odd) => {
    const { about, data } = await check(content === '' ? [] : [[path, content]], odd);
    expect(about(path)).toEqual([expect.stringContaining(why)]);
    expect(data.files.skipped).toEqual([{ path, why: expect.stringContaining(why) }]);
    expect(data.files.partial).toEqual([]);
  });

  it.each<[string, string]>([
    ['empty', ''],
    ['with CRLF, a byte order mark and emoji', `\ufeff// 😀\n${MAIN}`.replaceAll('\n', '\r\n')],
  ])('a file that is %s is a file', async (_kind, content) => {
    const { about, data, text } = await check([['src/odd.ts', content]]);
    expect(text).toMatch(/\d+ files scanned, \d+ parsed, 0 skipped\n/);
    expect([data.files.skipped, data.files.partial]).toEqual([[], []]);
    expect(about('src/odd.ts')).toEqual(content === '' ? [] : [expect.stringMatching(/^src\/odd\.ts:4:50 /)]);
  });

  it('a broken manifest has its remarks, in both formats, and no second line', async () => {
    const { about, data } = await check([['airworthy.yaml', 'version: 1\nexclude: [a\nfoo: }\n']]);
    expect(about('airworthy.yaml').length).toBe(data.remarks.length);
    expect(data.remarks.length).toBeGreaterThan(0);
    expect(data.remarks[0]).toMatchObject({ place: { path: 'airworthy.yaml', line: 3 } });
    expect(data.files.partial).toEqual([]);
  });

  it('a credential has its line however far down it stands', async () => {
    const key = ['sk-', 'proj-', 'Ab3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kM9nP2rS5uX8'].join('');
    function* chunks(): Iterable<string> {
      for (let n = 0; n < 56; n++) yield '\n'.repeat(100_000);
      yield `key = "${key}"\n`;
    }
    const odd: Odd = { streamed: { 'src/dump.log': { size: 50_000_000, chunks } } };
    const { code, out } = await run([], odd, []);
    expect(code).toBe(1);
    expect(out).toContain('src/dump.log:5600001:8 ');
    expect(out).not.toContain(key);
  });

  it('a damaged cache is told of where details are asked for, and changes nothing', async () => {
    const file = { read: async () => Buffer.from('not what was written'), write: async () => {} };
    const sound = await run([], {}, []);
    const { code, out, log } = await run([], { engine: { cache: { file, version: '1' } } }, []);
    expect([code, out]).toEqual([sound.code, sound.out]);
    expect(log.filter((line) => line.includes('damaged'))).toHaveLength(1);
  });
});
