// Installed components are complete or absent, whatever interrupts or doubles the set-up.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Component, install } from '../../../../scripts/editor/component';

/** A process number that no system hands out. */
const NO_PROCESS = 2 ** 30;

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), 'airworthy-cache-'));
  vi.stubEnv('AIRWORTHY_EDITOR_CACHE', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

function component(recipe: unknown, content = 'whole'): Component & { build: ReturnType<typeof vi.fn> } {
  const build = vi.fn(async (folder: string) => {
    writeFileSync(path.join(folder, 'first'), content);
    await pause(30);
    writeFileSync(path.join(folder, 'second'), content);
  });
  return { name: 'editor', recipe, build };
}

const quiet = () => {};
const read = (name: string) => readFileSync(path.join(cache, 'editor', name), 'utf8');

describe('install', () => {
  test('builds once, then finds it there', async () => {
    const editor = component({ version: 1 });
    expect(await install(editor, quiet)).toBe(path.join(cache, 'editor'));
    await install(editor, quiet);
    expect(editor.build).toHaveBeenCalledTimes(1);
    expect(read('second')).toBe('whole');
    expect(readdirSync(cache)).toEqual(['editor']);
  });

  test('another recipe builds it again', async () => {
    await install(component({ version: 1 }, 'old'), quiet);
    await install(component({ version: 2 }, 'new'), quiet);
    expect(read('first')).toBe('new');
  });

  test('a failed build leaves nothing behind and can be repeated', async () => {
    const editor = component({ version: 1 });
    editor.build.mockImplementationOnce(async (folder: string) => {
      writeFileSync(path.join(folder, 'first'), 'half');
      throw new Error('no connection');
    });
    await expect(install(editor, quiet)).rejects.toThrow('no connection');
    expect(readdirSync(cache)).toEqual([]);
    await install(editor, quiet);
    expect(read('second')).toBe('whole');
  });

  test('a failed rebuild keeps what was installed', async () => {
    await install(component({ version: 1 }, 'old'), quiet);
    const broken = component({ version: 2 });
    broken.build.mockRejectedValue(new Error('no connection'));
    await expect(install(broken, quiet)).rejects.toThrow();
    expect(read('second')).toBe('old');
  });

  test('two at the same time build once', async () => {
    const [one, other] = [component({ version: 1 }), component({ version: 1 })];
    const said: string[] = [];
    const say = (message: string) => said.push(message);
    await Promise.all([install(one, say), install(other, say)]);
    expect(one.build.mock.calls.length + other.build.mock.calls.length).toBe(1);
    // Either of them may come first.
    expect(said.filter((message) => message.startsWith('waiting'))).toEqual([
      'waiting for another process that installs editor',
    ]);
    expect(said).toHaveLength(3);
  });

  test("the lock and the half-built folder of a dead process are in nobody's way", async () => {
    const leftover = path.join(cache, `.partial-editor-${NO_PROCESS}-abc`);
    const living = path.join(cache, `.partial-editor-${process.pid}-abc`);
    mkdirSync(leftover);
    mkdirSync(living);
    writeFileSync(path.join(cache, 'editor.lock'), `${NO_PROCESS} ${os.hostname()}`);
    await install(component({ version: 1 }), quiet);
    expect(existsSync(leftover)).toBe(false);
    expect(existsSync(living)).toBe(true);
    expect(existsSync(path.join(cache, 'editor.lock'))).toBe(false);
  });

  test('a folder without the mark of completion is not taken for installed', async () => {
    mkdirSync(path.join(cache, 'editor'));
    writeFileSync(path.join(cache, 'editor', 'first'), 'half');
    await install(component({ version: 1 }), quiet);
    expect(read('first')).toBe('whole');
  });
});
