// The server with the real engine over files on the disk: from a keystroke to what Problems and the checklist say.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '../../server/src/engine/createEngine';
import { loadRuleData, type RuleData } from '../../server/src/engine/ruleData';
import { createDiskFiles } from '../../server/src/workspace/diskFiles';
import { createGitDirReader } from '../../server/src/workspace/gitDir';
import { createLog } from '../../server/src/workspace/log';
import { eventually, openEditor } from './editor';

const LIMIT_MS = 20_000;
const CALL = "import { generateText } from 'ai';\nimport { openai } from '@ai-sdk/openai';\n";
const UNCAPPED = `${CALL}export const answer = (prompt: string) => generateText({ model: openai('gpt-5'), prompt });\n`;
const CAPPED = UNCAPPED.replace('prompt });', 'prompt, maxOutputTokens: 800 });');

describe('with the real engine', () => {
  it('a finding appears for a closed file, goes while it is repaired, and the checklist follows', async () => {
    const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'airworthy-server-')));
    onTestFinished(() => rmSync(top, { recursive: true, force: true }));
    mkdirSync(path.join(top, 'src'));
    const manifest = { name: 'bot', dependencies: { ai: '^5.0.0', '@ai-sdk/openai': '^2.0.0' } };
    writeFileSync(path.join(top, 'package.json'), JSON.stringify(manifest));
    const file = path.join(top, 'src', 'answer.ts');
    writeFileSync(file, UNCAPPED);
    const rules: RuleData = loadRuleData(path.resolve(__dirname, '../../rules'));
    const log = createLog('off', () => {});
    const editor = await openEditor({
      folders: [top],
      host: {
        filesAt: createDiskFiles,
        gitDirs: createGitDirReader(),
        rules: () => rules.rules,
        createEngine: async (options) =>
          createEngine({
            ...options,
            log,
            ruleData: rules,
            loadTracked: async () => ({ state: 'none', paths: new Set() }),
          }),
      },
    });
    await eventually('the finding', () => editor.codes(file)?.includes('missing-output-cap'), LIMIT_MS);
    const first = await eventually('a checklist', () => editor.told.checklists[0]);
    expect(first.items).toHaveLength(45);
    expect(first.items.find(({ id }) => id === 'cost/max-tokens')?.status).toBe('failing');
    await editor.open(file, UNCAPPED);
    // Half a word later the text does not parse; nothing else may flicker.
    await editor.type(file, UNCAPPED.replace('prompt });', 'prompt, maxOut });'));
    await editor.type(file, CAPPED);
    await eventually('cleared', () => !editor.codes(file)?.includes('missing-output-cap'), LIMIT_MS);
    const last = editor.told.checklists.at(-1);
    expect(last?.items.find(({ id }) => id === 'cost/max-tokens')?.status).toBe('passing');
  });
});
