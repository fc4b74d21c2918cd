// From a squiggle to its repair with the keyboard alone.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'mocha';
import { eventually } from '../eventually';

const CLIENTS = 'api/src/llm.ts';

suite('repair', () => {
  test('Ctrl+. on a squiggle moves the key, and Ctrl+Z takes it back', async function () {
    const { editor } = this;
    const disk = (file: string) => readFileSync(path.join(editor.workspace, file), 'utf8');
    const before = disk(CLIENTS);
    await editor.openFile(CLIENTS);
    await editor.page.locator('.part.editor .squiggly-error').first().waitFor({ timeout: 30_000 });
    await editor.goTo('17:60');
    await editor.quickFixes('Move to OPENAI_API_KEY');
    await editor.screenshot('quick fixes');
    await editor.page.keyboard.press('Enter');
    await editor.line('process.env.OPENAI_API_KEY').waitFor();
    await eventually('the file is written', () => disk(CLIENTS).includes('process.env.OPENAI_API_KEY'));
    assert.equal(disk('api/.env'), 'OPENAI_API_KEY=lamp-prod-9f8e7d6c5b4a39281706\n');
    assert.equal(disk('api/.env.example'), 'OPENAI_API_KEY=\n');
    assert.equal(disk('api/.gitignore'), 'node_modules\n.env\n');
    await editor.page.locator('.part.editor .squiggly-error').first().waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Control+Z');
    await editor.line('lamp-prod-9f8e7d6c5b4a39281706').waitFor();
    await eventually('what was made is gone', () => !existsSync(path.join(editor.workspace, 'api/.env')));
    await editor.command('File: Save All Files');
    await eventually('the disk is as before', () => disk(CLIENTS) === before);
    assert.equal(disk('api/.gitignore'), 'node_modules\n');
    assert.ok(!existsSync(path.join(editor.workspace, 'api/.env.example')));
  });
});
