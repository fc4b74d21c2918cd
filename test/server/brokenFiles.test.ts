// What an editor is told of files that were not read, or not all of them, and of a broken manifest.
import { describe, expect, it } from 'vitest';
import type { Host } from '../../server/src/editor/host';
import { createEngine } from '../../server/src/engine/createEngine';
import { createLog } from '../../server/src/workspace/log';
import { ruleData } from '../unit/engine/engines';
import { eventually, openEditor, quiet } from './editor';

const LIMIT_MS = 20_000;
const SOUND = "import OpenAI from 'openai';\nexport const client = new OpenAI();\n";

const withRealEngine: Partial<Host> = {
  createEngine: async (options) =>
    createEngine({
      ...options,
      log: createLog('off', () => {}),
      ruleData,
      loadTracked: async () => ({ state: 'none', paths: new Set() }),
    }),
};

describe('a manifest with faults', () => {
  it('has a diagnostic at each of them, which goes when it is mended', { timeout: 60_000 }, async () => {
    const path = '/ws/airworthy.yaml';
    const text = 'version: 1\nwaiver: []\nbudgets: { promptToken: 3 }\nexclude: [a\n';
    const editor = await openEditor({ files: { [path]: text, '/ws/a.ts': SOUND }, host: withRealEngine });
    const shown = await eventually('diagnostics', () => editor.shown(path), LIMIT_MS);
    const sorted = [...shown].sort((a, b) => a.range.start.line - b.range.start.line);
    expect(sorted.map(({ range, message }) => [range.start.line, range.start.character, message])).toEqual([
      [1, 0, expect.stringContaining('Did you mean "waivers"?')],
      [2, 11, expect.stringContaining('Did you mean "promptTokens"?')],
      [4, 0, expect.stringContaining('has no "]" at its end')],
    ]);
    await editor.open(path, text, 'yaml');
    await editor.type(path, 'version: 1\n');
    await eventually('cleared', () => editor.shown(path)?.length === 0, LIMIT_MS);
  });
});

describe('the log', () => {
  it('names a file that is read in part once, and none that is being typed', {
    timeout: 60_000,
  }, async () => {
    const editor = await openEditor({
      files: {
        '/ws/package.json': '{ "dependencies": { "openai": "^5.0.0" } }',
        '/ws/broken.ts': `${SOUND}export function (((\n`,
        '/ws/typed.ts': SOUND,
        '/ws/bin.ts': '\0\0',
      },
      host: withRealEngine,
    });
    const about = (path: string) => editor.told.log.filter((line) => line.includes(path));
    await eventually('the line', () => about('broken.ts').length > 0, LIMIT_MS);
    expect(about('broken.ts')).toEqual([
      expect.stringContaining('broken.ts:3 is read in part: it cannot be'),
    ]);
    expect(about('bin.ts')).toEqual([expect.stringContaining('bin.ts is skipped: binary content')]);
    await editor.open('/ws/typed.ts', SOUND);
    await editor.type('/ws/typed.ts', `${SOUND}new OpenAI({ maxRetries: 0, (\n`);
    await eventually('an update', () => editor.told.checklists.length > 1, LIMIT_MS).catch(() => {});
    await quiet(300);
    expect(about('typed.ts')).toEqual([]);
    expect(about('broken.ts')).toHaveLength(1);
    expect(editor.codes('/ws/broken.ts') ?? []).not.toContain('syntax');
  });
});
