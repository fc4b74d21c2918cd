// The extension starts by itself and offers its commands.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually';

suite('activation', () => {
  test('the extension starts without being asked', async () => {
    const extension = vscode.extensions.getExtension('airworthy.airworthy');
    assert.ok(extension, 'the extension is known');
    await eventually('the extension is active', () => extension.isActive);
  });

  test('the commands of the manifest are registered', async () => {
    const { contributes } = vscode.extensions.getExtension('airworthy.airworthy')?.packageJSON ?? {};
    const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      declared.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
