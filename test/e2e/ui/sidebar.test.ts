// The checklist in the sidebar, with the mouse: statuses, counts, and the way from a category to a proof.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { eventually } from '../eventually';

suite('sidebar', () => {
  test('categories open down to a proof, and the proof opens its place', async function () {
    const { editor } = this;
    await editor.openChecklist();
    const view = editor.page.locator('.pane-body', {
      has: editor.page.getByRole('tree', { name: 'Checklist' }),
    });
    await editor.screenshot('checklist');
    assert.match((await view.textContent()) ?? '', /\d+% ready: \d+ of \d+ met/);
    await editor.expand(/^failing, Reliability/);
    await editor.expand(/^failing, Model calls are retried/);
    await editor.screenshot('item');
    await editor.expand(/Every call is retried/);
    await editor.screenshot('facet');
    const proof = editor.row(/llm\.ts:12/);
    await proof.click();
    await editor.page.getByRole('tab', { name: 'llm.ts' }).first().waitFor();
    await eventually('the line of the proof is selected', async () =>
      /Ln 12\b/.test((await editor.page.locator('.part.statusbar').textContent()) ?? ''),
    );
    await editor.screenshot('proof');
  });

  test('a category opened while everything is looked at again shows its items', async function () {
    const { editor } = this;
    await editor.openChecklist();
    await editor.page.getByRole('button', { name: 'Collapse All' }).click();
    for (const [category, item] of [
      [/^failing, Security/, /^failing, Secrets come from/],
      [/^failing, Observability/, /^failing, Traces show/],
      [/^failing, Cost control/, /^failing, Agents have a budget/],
      [/^missing, Testing/, /^missing, Every tool has/],
    ] as const) {
      await editor.page.getByRole('button', { name: 'Scan Again' }).click();
      await editor.expand(category);
      await editor.row(item).waitFor({ timeout: 10_000 });
    }
  });

  test('items can be grouped by status, and the status bar leads to the view', async function () {
    const { editor } = this;
    await editor.openChecklist();
    await editor.command('Airworthy: Group by Status');
    await editor.row(/^failing, Failing/).waitFor();
    await editor.screenshot('by status');
    await editor.openActivity('Explorer');
    await editor.page
      .locator('.part.statusbar')
      .getByText(/Airworthy \d+%/)
      .click();
    await editor.row(/^failing, Failing/).waitFor();
    await editor.command('Airworthy: Group by Category');
    await editor.row(/^failing, Security/).waitFor();
  });

  test('an item explains itself', async function () {
    const { editor } = this;
    await editor.openChecklist();
    await editor.expand(/^failing, Cost control/);
    const item = editor.row(/Output length is capped/);
    await item.hover();
    await item.getByRole('button', { name: 'Explain' }).click();
    await editor.page
      .getByRole('tab', { name: /max-tokens/ })
      .first()
      .waitFor();
    await editor.screenshot('explanation');
  });
});
