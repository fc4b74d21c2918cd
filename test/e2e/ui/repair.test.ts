// From a squiggle to its repair with the keyboard alone.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'mocha';
import { eventually } from '../eventually';

const CLIENTS = 'api/src/llm.ts';
const MADE = {
  'api/.env': 'REVIEW_OPENAI_API_KEY=lamp-prod-9f8e7d6c5b4a39281706\n',
  'api/.env.example': 'REVIEW_OPENAI_API_KEY=\n',
  'api/.gitignore': 'node_modules\n.env\n',
};

suite('repair', () => {
  test('Ctrl+. on a squiggle moves the key, and Ctrl+Z takes it back', async function () {
    const { editor } = this;
    const pathOf = (file: string) => path.join(editor.workspace, file);
    const disk = (file: string) => readFileSync(pathOf(file), 'utf8');
    const before = disk(CLIENTS);
    await editor.openFile(CLIENTS);
    await editor.page.locator('.part.editor .squiggly-error').first().waitFor({ timeout: 30_000 });
    await editor.goTo('17:60');
    await editor.quickFixes('Move to REVIEW_OPENAI_API_KEY');
    await editor.screenshot('quick fixes');
    await editor.page.keyboard.press('Enter');
    await editor.line('process.env.REVIEW_OPENAI_API_KEY').waitFor();
    await eventually('the file is written', () =>
      disk(CLIENTS).includes('process.env.REVIEW_OPENAI_API_KEY'),
    );
    // A file is made empty and then written.
    for (const [file, text] of Object.entries(MADE))
      await eventually(`${file} is written`, () => existsSync(pathOf(file)) && disk(file) === text);
    await editor.page.locator('.part.editor .squiggly-error').first().waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Control+Z');
    await editor.line('lamp-prod-9f8e7d6c5b4a39281706').waitFor();
    for (const file of ['api/.env', 'api/.env.example'])
      await eventually(`${file} is gone`, () => !existsSync(pathOf(file)));
    await editor.command('File: Save All Files');
    await eventually('the source is as before', () => disk(CLIENTS) === before);
    await eventually('git ignores what it did before', () => disk('api/.gitignore') === 'node_modules\n');
  });
});
