// The extension under development as a person meets it first.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import '../editorUi';

suite('workbench', () => {
  test('the commands are in the palette and start the server again without a message', async function () {
    await this.editor.command('Airworthy: Restart Language Server');
    await this.editor.command('Airworthy: Show Log');
    const log = this.editor.page.locator('.part.panel [data-uri*="Airworthy"]');
    await log.waitFor();
    await this.editor.screenshot('log');
    assert.equal(await this.editor.page.locator('.notification-toast').count(), 0);
  });
});
