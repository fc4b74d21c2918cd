// No output of a command holds a credential of the folder it looked at, with the real engine and the real repairs.
import { describe, expect, it } from 'vitest';
import type { CommandPorts } from '../../../server/src/commands/command';
import { createFixService } from '../../../server/src/commands/fixService';
import { runCommand } from '../../../server/src/commands/runCommand';
import { createEngine } from '../../../server/src/engine/createEngine';
import { fixes } from '../../../server/src/fixes/index.generated';
import { plainStyle } from '../../../server/src/reports/style';
import { createClock } from '../../../server/src/workspace/clock';
import type { WrittenFile } from '../../../server/src/workspace/fileWriter';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import { createOverlayFiles } from '../../../server/src/workspace/overlayFiles';
import { FileReadError } from '../../../server/src/workspace/ports';
import { createRecordingLog, ruleData } from '../engine/engines';
import { leaksIn, SECRETS, workspaceWithSecrets } from '../engine/secretWorkspace';

async function run(words: readonly string[], onScan = () => {}) {
  const files = workspaceWithSecrets();
  const said: string[] = [];
  const written: WrittenFile[] = [];
  const log = createRecordingLog();
  const ports: CommandPorts = {
    tool: { name: 'airworthy', version: '0' },
    cwd: '/workspace',
    write: (text) => void said.push(text),
    writeError: (text) => void said.push(text),
    style: plainStyle,
    clock: createClock('2026-09-01'),
    writer: {
      writeAll: async (all) => {
        written.push(...all);
        for (const { path, content } of all) files.set(path.slice('/workspace/'.length), content);
      },
    },
    rules: () => ruleData.rules,
    locate: async () => ({ root: '/workspace', argument: '/workspace', decidedBy: 'manifest' }),
    readFile: async (path) => {
      const content = files.get(path.replace('/workspace/', ''));
      if (content === undefined) throw new FileReadError(path, 'not found');
      return new TextEncoder().encode(String(content));
    },
    openEngine: async (root, { today, open }) => {
      const memory = createMemoryFiles(files);
      const engine = createEngine({
        root,
        files: open ? createOverlayFiles(memory, open) : memory,
        today,
        ruleData,
        log,
        loadTracked: async () => ({ state: 'known', paths: new Set(['api/.env']) }),
      });
      const scan: typeof engine.scan = async (given) => {
        onScan();
        return engine.scan(given);
      };
      return { engine: Object.assign(Object.create(engine), { scan }), close: async () => {} };
    },
    fixesFor: (engine) => createFixService(fixes, (finding) => engine.fixInput?.(finding)),
    startServer: () => {},
  };
  const code = await runCommand(words, ports);
  return { code, said: said.join(''), log: log.lines.join('\n'), written };
}

it('an exception that quotes a file says nothing of it', async () => {
  const { key, plain, password } = SECRETS;
  for (const words of [['check'], ['check', '--verbose'], ['inventory'], ['fix', '--dry-run', '--verbose']]) {
    const { code, said, log } = await run(words, () => {
      throw new Error(`cannot parse "apiKey: ${key}"\n  at ${plain}\n${password}`);
    });
    expect(code).toBe(2);
    expect(said).toContain('internal error: Error at ');
    expect(leaksIn(`${said}\n${log}`)).toEqual([]);
  }
});

describe('what a command says about files with credentials', () => {
  it.each([
    ['check', '--format', 'json', '--output', 'report.json'],
    ['inventory', '--verbose'],
  ])('%s %s %s', async (...words) => {
    const { said, log, written } = await run(words);
    expect(said.length).toBeGreaterThan(50);
    expect(leaksIn(said)).toEqual([]);
    expect(leaksIn(log)).toEqual([]);
    expect(leaksIn(JSON.stringify(written))).toEqual([]);
  });

  it('fix --dry-run shows what would be moved by its length, and writes nothing', {
    timeout: 60_000,
  }, async () => {
    const { code, said, log, written } = await run(['fix', '--dry-run', '--rule', 'hardcoded-secret']);
    expect(code).toBe(0);
    expect(said).toMatch(/\n\+\w*OPENAI_API_KEY=<moved, \d+ characters>/);
    expect(leaksIn(said)).toEqual([]);
    expect(leaksIn(log)).toEqual([]);
    expect(written).toEqual([]);
  });

  it('fix writes a credential to environment files only, and says none', { timeout: 60_000 }, async () => {
    const { said, log, written } = await run(['fix', '--rule', 'hardcoded-secret']);
    expect(leaksIn(said)).toEqual([]);
    expect(leaksIn(log)).toEqual([]);
    const touched = written.filter(({ content }) => leaksIn(String(content)).length > 0);
    expect(touched.some(({ path }) => path.endsWith('/.env'))).toBe(true);
    for (const { path, private: isPrivate } of written.filter((one) => /\.env(\.example)?$/.test(one.path)))
      expect(isPrivate, path).toBe(path.endsWith('.env'));
    const before = workspaceWithSecrets();
    for (const { path } of touched) {
      const name = path.slice('/workspace/'.length);
      // A file may keep the credentials it held; none gets another one.
      if (!/(^|\/)\.env/.test(name))
        expect(leaksIn(String(before.get(name))).length, name).toBeGreaterThan(0);
    }
  });
});
