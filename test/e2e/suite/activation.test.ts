// The extension starts by itself, starts its server, and offers its commands.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { squiggles } from './sample';

suite('activation', () => {
  test('the extension starts without being asked', async () => {
    const extension = vscode.extensions.getExtension('airworthy.airworthy');
    assert.ok(extension, 'the extension is known');
    await eventually('the extension is active', () => extension.isActive);
  });

  test('the server speaks about files that nobody has opened', async () => {
    assert.deepEqual(vscode.window.visibleTextEditors, []);
    await eventually('a file of each project is spoken about', () =>
      ['api/src/tools/parcels.ts', 'worker/lumen_worker/api.py'].every((file) => squiggles(file).length > 0),
    );
  });

  test('the commands of the manifest are registered', async () => {
    await eventually(
      'the extension is active',
      () => vscode.extensions.getExtension('airworthy.airworthy')?.isActive,
    );
    const { contributes } = vscode.extensions.getExtension('airworthy.airworthy')?.packageJSON ?? {};
    const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      declared.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
