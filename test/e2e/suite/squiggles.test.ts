// Squiggles: where the sample expects them, coming and going while someone types, following other files and the disk.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { expectedLines } from '../expectedLines';
import {
  closeAll,
  keep,
  onDisk,
  open,
  positionOf,
  replace,
  squiggles,
  type,
  untilRule,
  uriOf,
} from './sample';

const TICKETS = 'api/src/tickets.ts';
const CLIENTS = 'api/src/llm.ts';
const SETTINGS = 'api/src/settings.ts';
const SHIPPING = 'api/src/agents/shipping.ts';
const PARCELS = 'api/src/tools/parcels.ts';
const READ = [
  CLIENTS,
  TICKETS,
  PARCELS,
  'api/src/app.ts',
  'api/src/agents/research.ts',
  'api/src/routes/desk.ts',
  'api/src/tools/refunds.ts',
  'worker/lumen_worker/api.py',
  'worker/lumen_worker/tools/orders.py',
];

suite('squiggles', () => {
  let restore = async (): Promise<void> => {};

  suiteSetup(async () => {
    await untilRule(TICKETS, 'missing-output-cap', true);
  });

  teardown(async () => {
    await restore();
    restore = closeAll;
  });

  test('they stand on the lines that the sample says, and on no others', async () => {
    for (const file of READ) {
      const { document } = await open(file);
      const expected = [...new Set(expectedLines(document.getText()).map(({ line }) => line))];
      assert.ok(expected.length > 0, `${file} expects something`);
      const found = () => [...new Set(squiggles(file).map((each) => Number.parseInt(each, 10)))];
      // What an earlier test put back may still be looked at.
      await eventually('it is so', () => isDeepStrictEqual(found(), expected), 10_000).catch(() => {});
      assert.deepEqual(found(), expected, file);
    }
  });

  test('one leads to the text about its rule, and shows what is wrong in words', async () => {
    const found = vscode.languages
      .getDiagnostics(uriOf(TICKETS))
      .find(({ range }) => range.start.line === 12);
    assert.ok(found && typeof found.code === 'object', 'the code is a link');
    assert.equal(found.code.value, 'missing-output-cap');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(found.message, /number of tokens/);
  });

  test('one goes while the cap is typed, and comes back when it is taken away', async () => {
    restore = keep(TICKETS);
    const editor = await open(TICKETS, 'schema: classification,');
    const { document } = editor;
    await type('maxOutputTokens: 100, ');
    assert.match(document.getText(), /maxOutputTokens: 100, schema/);
    await untilRule(TICKETS, 'missing-output-cap', false);
    assert.ok(document.isDirty, 'nothing had to be saved');
    await replace(editor, 'maxOutputTokens: 100, ', '');
    await untilRule(TICKETS, 'missing-output-cap', true);
    assert.equal(document.getText(), onDisk(TICKETS));
  });

  test('one comes with a key written into the code, at its very place, and goes with it', async () => {
    restore = keep(CLIENTS);
    const editor = await open(CLIENTS);
    const slot = "apiKey: 'lamp-desk-5d4c3b2a19087f6e5d4c', ";
    await replace(editor, 'maxRetries: 0, timeout: 5_000', `${slot}maxRetries: 0, timeout: 5_000`);
    const line = positionOf(editor.document, slot).line + 1;
    await eventually('the key is seen', () => squiggles(CLIENTS).includes(`${line} hardcoded-secret`));
    const found = vscode.languages
      .getDiagnostics(uriOf(CLIENTS))
      .find(({ range }) => range.start.line + 1 === line && !range.isEmpty);
    assert.ok(found && !found.message.includes('5d4c3b2a'), 'the key is not repeated in the message');
    await replace(editor, slot, '');
    await eventually('the key is forgotten', () => !squiggles(CLIENTS).includes(`${line} hardcoded-secret`));
  });

  test('half a statement leaves the others where they were', async () => {
    restore = keep(TICKETS);
    const editor = await open(TICKETS);
    const before = squiggles(TICKETS).map((each) => each.split(' ')[1]);
    await replace(editor, 'return response.output_text;', 'return response.output_text;\n  const half = (');
    // Long enough for the text to be looked at.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(
      squiggles(TICKETS).map((each) => each.split(' ')[1]),
      before,
    );
  });

  test('a setting changed in one file is seen in another that is not open', async () => {
    restore = keep(SETTINGS);
    const line = (onDisk(SHIPPING) ?? '')
      .split('\n')
      .findIndex((text) => text.includes('...settings.shipping'));
    const expected = `${line + 1} missing-output-cap`;
    assert.ok(!squiggles(SHIPPING).includes(expected));
    const editor = await open(SETTINGS);
    await replace(editor, 'maxOutputTokens: 500,', '');
    await eventually('the other file is spoken about', () => squiggles(SHIPPING).includes(expected));
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith(SHIPPING)));
    await vscode.commands.executeCommand('undo');
    await eventually('and no longer', () => !squiggles(SHIPPING).includes(expected));
  });

  test('retries switched off on the shared client are seen at once', async () => {
    restore = keep(CLIENTS);
    const editor = await open(CLIENTS);
    await replace(editor, 'maxRetries: 4', 'maxRetries: 0');
    const line = positionOf(editor.document, 'maxRetries: 0').line + 1;
    await eventually('it is seen', () => squiggles(CLIENTS).includes(`${line} retries-switched-off`));
  });

  test('what another program writes to the disk is seen, also in a new file', async () => {
    const fresh = 'api/src/fresh.ts';
    restore = keep(PARCELS, fresh);
    const text = onDisk(PARCELS) ?? '';
    writeFileSync(uriOf(PARCELS).fsPath, text.replace('params: {', 'timeout: 9_000, params: {'));
    await untilRule(PARCELS, 'missing-tool-timeout', false);
    writeFileSync(uriOf(PARCELS).fsPath, text);
    await untilRule(PARCELS, 'missing-tool-timeout', true);
    writeFileSync(
      uriOf(fresh).fsPath,
      "import { generateText } from 'ai';\nimport { smallModel } from './llm.js';\nexport const answer = (prompt: string) => generateText({ model: smallModel, prompt });\n",
    );
    await untilRule(fresh, 'missing-output-cap', true);
    await restore();
    await eventually('it went with the file', () => squiggles(fresh).length === 0);
  });

  test('the level setting decides which are drawn', async () => {
    const settings = vscode.workspace.getConfiguration('airworthy');
    const files = ['api/src/tools/catalog.ts', TICKETS];
    const quiet = files.map((file) => squiggles(file).length);
    try {
      await settings.update('level', 'information', vscode.ConfigurationTarget.Global);
      await untilRule('api/src/tools/catalog.ts', 'untested-tool', true);
      await settings.update('level', 'error', vscode.ConfigurationTarget.Global);
      await eventually(
        'only errors are left',
        () => squiggles(TICKETS).length === 0 && squiggles(CLIENTS).length === 1,
      );
    } finally {
      await settings.update('level', undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually('all is as before', () =>
      files.every((file, at) => squiggles(file).length === quiet[at]),
    );
  });
});
