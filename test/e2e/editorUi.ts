// What a person does in the workbench, for tests that drive it: opening files, running commands, looking.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectRoot } from '../../scripts/editor/projectRoot';
import { eventually } from './eventually';

declare module 'mocha' {
  interface Context {
    /** The editor of the session; present in tests below test/e2e/ui. */
    editor: EditorUi;
  }
}

export class EditorUi {
  constructor(
    readonly page: Page,
    /** The copy of the sample workspace that is open. */
    readonly workspace: string,
    /** Version of VS Code. */
    readonly version: string,
  ) {}

  /** Waits until the workbench is drawn and takes input. */
  async untilReady(): Promise<void> {
    await this.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  /** Runs a command by its title ("Airworthy: Restart Language Server"). */
  async command(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace by its path and waits until its text is shown. */
  async openFile(file: string): Promise<void> {
    const name = path.posix.basename(file);
    await this.#pick('Control+P', file, name);
    await this.page.getByRole('tab', { name }).first().waitFor();
    await this.page.locator('.part.editor .monaco-editor .view-line').first().waitFor();
  }

  /** The line of the open file that contains `text`. */
  line(text: string): Locator {
    return this.page.locator('.part.editor .view-line', { hasText: text }).first();
  }

  /** Puts the cursor on a place of the open file, as `line:column` from 1. */
  async goTo(place: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input').first();
    await eventually('the place can be named', async () => {
      await this.page.keyboard.press('Control+G');
      return shows(input, 2_000);
    });
    await input.fill(`:${place}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** The row of the checklist whose spoken text matches. */
  row(name: RegExp): Locator {
    return this.page.getByRole('tree', { name: 'Checklist' }).getByRole('treeitem', { name }).first();
  }

  /** Shows the checklist, with its first rows. */
  async openChecklist(): Promise<void> {
    await this.openActivity('Airworthy');
    await this.row(/./).waitFor({ timeout: 30_000 });
  }

  /** Opens a row of the checklist that has others below it, as a click on it does. */
  async expand(name: RegExp): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
    await eventually(`${name} is open`, async () => (await row.getAttribute('aria-expanded')) === 'true');
  }

  /** Switches between the light and the dark theme. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    const worn = this.page.locator(`.monaco-workbench.${theme === 'dark' ? 'vs-dark' : 'vs'}`);
    if (await worn.count()) return;
    await this.command('Preferences: Toggle between Light/Dark Themes');
    await worn.waitFor();
  }

  /** Opens the quick fixes at the cursor; the workbench now and then misses the first press. */
  async quickFixes(expected: string): Promise<Locator> {
    const entry = this.page.locator('.action-widget').getByText(expected).first();
    await eventually(`the quick fix "${expected}" is offered`, async () => {
      await this.page.keyboard.press('Control+Period');
      if (await shows(entry, 2_000)) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    return entry;
  }

  /** Shows the view of an activity bar entry. */
  async openActivity(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name }).first();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  }

  /** Leaves the session as the next test expects it: no open editor, panel, menu or message. */
  async closeEverything(): Promise<void> {
    await this.page.keyboard.press('Escape');
    const panel = this.page.locator('.part.panel');
    if (await panel.isVisible()) await this.page.keyboard.press('Control+J');
    await panel.waitFor({ state: 'hidden' });
    await this.command('View: Close All Editors');
    await this.page.locator('.part.editor .monaco-editor').first().waitFor({ state: 'detached' });
  }

  /** Saves a picture in the folder that AIRWORTHY_SCREENSHOTS names, else in dist/screenshots. */
  async screenshot(name: string): Promise<void> {
    const folder = process.env.AIRWORTHY_SCREENSHOTS || path.join(projectRoot, 'dist', 'screenshots');
    mkdirSync(folder, { recursive: true });
    const file = `${this.version}-${name.replaceAll(/[^A-Za-z0-9.]+/g, '-')}.png`;
    await this.page.screenshot({ path: path.join(folder, file) });
  }

  /** Opens the quick input with `key`, types, and takes the entry that then is in focus if it shows `entry`. */
  async #pick(key: string, text: string, entry: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    const input = widget.locator('input.input').first();
    const inFocus = widget.locator('.monaco-list-row.focused', { hasText: entry }).first();
    await eventually(`"${entry}" can be picked`, async () => {
      await this.page.keyboard.press(key);
      if (!(await shows(input, 2_000))) return false;
      await input.fill(text);
      // The list is still filtered while it is shown: only the entry in focus is what Enter takes. And it is
      // made when it opens: what an extension or a file watcher adds a moment later is in the next one.
      if (await shows(inFocus, 3_000)) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }
}

/** True if it becomes visible within `limit` ms. */
export async function shows(locator: Locator, limit: number): Promise<boolean> {
  return locator.waitFor({ timeout: limit }).then(
    () => true,
    () => false,
  );
}
