// The extension under development as a person meets it first.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { shows } from '../editorUi';
import { eventually } from '../eventually';

suite('workbench', () => {
  test('the server starts again on demand, and the log is at hand', async function () {
    const log = this.editor.page.locator('.part.panel [data-uri*="Airworthy"]');
    await this.editor.command('Airworthy: Restart Language Server');
    // Right after its own start VS Code may not know the log yet, and then shows nothing.
    await eventually('the log is shown', async () => {
      await this.editor.command('Airworthy: Show Log');
      return shows(log, 3_000);
    });
    await this.editor.screenshot('log');
    assert.equal(await this.editor.page.locator('.notification-toast').count(), 0);
  });
});
