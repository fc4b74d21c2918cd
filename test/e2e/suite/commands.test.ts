// The commands: what they open, and that they leave the server in order.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { closeAll, root, squiggles, untilRule } from './sample';

const TICKETS = 'api/src/tickets.ts';

suite('commands', () => {
  teardown(closeAll);

  test('explaining an item opens its text, with how it stands here', async () => {
    const node = { kind: 'item', item: 'cost/max-tokens', root: vscode.Uri.file(root()).toString() };
    await vscode.commands.executeCommand('airworthy.explain', node);
    const tab = await eventually('a tab opens', () => vscode.window.tabGroups.activeTabGroup.activeTab);
    assert.match(tab.label, /max-tokens/);
    assert.ok(tab.input instanceof vscode.TabInputWebview, 'as rendered Markdown');
    // It is written anew with each analysis: at the start of the session there is none.
    const text = await eventually('the text behind it says how things stand', () => {
      const now = explanation('max-tokens');
      return now?.includes('failing') ? now : undefined;
    });
    assert.match(text, /^# Output length is capped/);
    assert.match(text, /api\/src\/tickets\.ts:13/);
  });

  test('explaining a rule opens the text about the rule', async () => {
    const node = {
      kind: 'finding',
      item: 'cost/max-tokens',
      rule: 'missing-output-cap',
      root: vscode.Uri.file(root()).toString(),
    };
    await vscode.commands.executeCommand('airworthy.explain', node);
    const text = await eventually('the text is there', () => explanation('missing-output-cap'));
    assert.match(text, /missing-output-cap/);
  });

  test('a restart takes back what was said and says it again', async () => {
    await untilRule(TICKETS, 'missing-output-cap', true);
    const before = squiggles(TICKETS);
    let wasEmpty = false;
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      wasEmpty ||= squiggles(TICKETS).length === 0;
    });
    try {
      await vscode.commands.executeCommand('airworthy.restart');
      await eventually('it is said again', () => wasEmpty && squiggles(TICKETS).length === before.length);
      assert.deepEqual(squiggles(TICKETS), before);
    } finally {
      listener.dispose();
    }
  });

  test('scanning again changes nothing where nothing has changed', async () => {
    await untilRule(TICKETS, 'missing-output-cap', true);
    const before = squiggles(TICKETS);
    await vscode.commands.executeCommand('airworthy.rescan');
    await eventually('the same is said', () => squiggles(TICKETS).join() === before.join());
  });
});

/** The Markdown behind the rendered text. */
function explanation(id: string): string | undefined {
  return vscode.workspace.textDocuments
    .find(({ uri }) => uri.scheme === 'airworthy-explain' && uri.path.includes(id))
    ?.getText();
}
