// Repairs in the editor: the key that moves to the environment, several files in one step, and fix-all on save.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { closeAll, keep, onDisk, open, replace, untilRule, uriOf } from './sample';

const CLIENTS = 'api/src/llm.ts';
const TOUCHED = ['api/.env', 'api/.env.example', 'api/.gitignore'];
const KEY = 'lamp-prod-9f8e7d6c5b4a39281706';

suite('repairs', () => {
  let restore = closeAll;

  suiteSetup(async () => {
    await untilRule(CLIENTS, 'hardcoded-secret', true);
  });

  teardown(async () => {
    await restore();
    restore = closeAll;
    await untilRule(CLIENTS, 'hardcoded-secret', true);
  });

  test('a squiggle offers its repairs, the best first, and to ignore it', async () => {
    const { document } = await open(CLIENTS);
    const actions = await eventually('repairs are offered', async () => {
      const found = await offered(document, KEY);
      return found.length > 0 && found;
    });
    const titles = actions.map(({ title }) => title);
    assert.match(titles[0] ?? '', /^Move to REVIEW_OPENAI_API_KEY/);
    assert.match(titles.at(-1) ?? '', /^Ignore hardcoded-secret here/);
    assert.ok(!actions[0]?.isPreferred, 'it touches other files, so nobody gets it unasked');
  });

  test('the key moves to .env, is named in .env.example and kept out of git; one undo takes it all back', async () => {
    restore = keep(CLIENTS, ...TOUCHED);
    const before = [CLIENTS, ...TOUCHED].map(onDisk);
    const { document } = await open(CLIENTS, KEY);
    await applyFirst(document, 'Move to REVIEW_OPENAI_API_KEY');
    await eventually('the source reads the variable', () =>
      document.getText().includes('process.env.REVIEW_OPENAI_API_KEY'),
    );
    assert.ok(!document.getText().includes(KEY));
    const made = [`REVIEW_OPENAI_API_KEY=${KEY}\n`, 'REVIEW_OPENAI_API_KEY=\n', 'node_modules\n.env\n'];
    for (const [at, file] of TOUCHED.entries())
      await eventually(`${file} is written`, async () => {
        if (onDisk(file) === undefined) return false;
        return (await vscode.workspace.openTextDocument(uriOf(file))).getText() === made[at];
      });
    await vscode.workspace.saveAll(false);
    // The editor saves by itself what a repair changes in several files, and may still be at it.
    await eventually('all of it is on the disk', () => isDeepStrictEqual(TOUCHED.map(onDisk), made));
    await eventually('the source too', () =>
      onDisk(CLIENTS)?.includes('apiKey: process.env.REVIEW_OPENAI_API_KEY, timeout: 30_000'),
    );
    await untilRule(CLIENTS, 'hardcoded-secret', false);

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await eventually('the source is as it was', () => document.getText() === before[0]);
    await eventually(
      'the created files are gone',
      () => onDisk('api/.env') === undefined && onDisk('api/.env.example') === undefined,
    );
    const ignored = await vscode.workspace.openTextDocument(uriOf('api/.gitignore'));
    assert.equal(ignored.getText(), before[3]);
  });

  test('fix-all on save makes the safe repairs of the file and leaves the others', async () => {
    restore = keep(CLIENTS);
    const settings = vscode.workspace.getConfiguration('editor');
    const global = vscode.ConfigurationTarget.Global;
    await settings.update('codeActionsOnSave', { 'source.fixAll.airworthy': 'explicit' }, global);
    try {
      const editor = await open(CLIENTS);
      // An editor gives up on repairs that take too long, and saves without them.
      const text = await eventually('saving repairs the file', async () => {
        await replace(editor, 'Titles ', 'Titles  ');
        await editor.document.save();
        const saved = onDisk(CLIENTS) ?? '';
        return /titleClient = new OpenAI\(\{ maxRetries: 3, timeout: 5_000 \}\)/.test(saved) && saved;
      });
      assert.ok(text.includes(KEY), 'a repair that touches other files is not made unasked');
      assert.match(text, /apiKey: 'ollama', maxRetries: 0/);
    } finally {
      await settings.update('codeActionsOnSave', undefined, global);
    }
  });

  test('ignoring asks for a reason where the comment stands', async () => {
    restore = keep(CLIENTS);
    const { document } = await open(CLIENTS);
    const edit = await eventually('the action has an edit', async () => {
      const actions = await offered(document, '0, timeout: 5_000');
      return actions.find(({ title }) => title.startsWith('Ignore retries-switched-off'))?.edit;
    });
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /\/\/ .*airworthy.*retries-switched-off/);
  });
});

/** The quick fixes at a text, with their edits; empty while VS Code takes up other providers of them. */
async function offered(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const start = document.positionAt(document.getText().indexOf(text));
  const range = new vscode.Range(start, start.translate(0, 1));
  const kind = vscode.CodeActionKind.QuickFix.value;
  try {
    return await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind,
      5,
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes('Canceled')) return [];
    throw error;
  }
}

/** What Ctrl+. and Enter do: the first quick fix at the cursor, applied by the editor itself. */
async function applyFirst(document: vscode.TextDocument, title: string): Promise<void> {
  const at = vscode.window.activeTextEditor?.selection.active ?? new vscode.Position(0, 0);
  await eventually(`"${title}" comes first`, async () => {
    const [first] = await offered(document, document.getText(new vscode.Range(at, at.translate(0, 12))));
    return first?.title.startsWith(title);
  });
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first' });
}
