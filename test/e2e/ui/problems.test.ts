// The Problems panel: findings of all files, open or not, and the way to each.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';

suite('problems', () => {
  test('findings of both projects stand in it, and one opens its place', async function () {
    const { editor } = this;
    await editor.command('Problems: Focus on Problems View');
    const panel = editor.page.locator('.markers-panel');
    await panel.getByText('llm.ts').first().waitFor({ timeout: 30_000 });
    await editor.screenshot('problems');
    const finding = panel.getByText('An API key stands in this file').first();
    await finding.dblclick();
    await editor.line('reviewClient').waitFor();
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
  });
});
