// A whole editor for tests: server, browser and the workbench in it, and what ends it before its time.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser';
import { type EditorServer, startEditorServer } from './editorServer';
import { installBrowser } from './installBrowser';
import { installServer } from './installServer';
import { releaseOf } from './releases';
import { type WorkbenchContent, workbenchUrl } from './workbenchUrl';

export interface WorkbenchOptions {
  /** VS Code version, one of RELEASES. */
  readonly version: string;
  readonly content: WorkbenchContent;
  /** Absent: folders of this run, removed afterwards. */
  readonly userData?: string;
  readonly extensions?: string;
  /** Called with the empty page before the workbench is opened in it. */
  prepare?(page: Page): Promise<void>;
  say(message: string): void;
}

export interface Workbench {
  readonly page: Page;
  readonly server: EditorServer;
  /** Settled with the reason if browser, page, server or extension host ends before `close`. */
  readonly failed: Promise<string>;
  close(): Promise<void>;
}

/** Installs what is missing, starts the editor and opens the workbench; does not wait until it is drawn. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const [install, browserInstall] = await Promise.all([
    installServer(releaseOf(options.version), options.say),
    installBrowser(options.say),
  ]);
  const runFolder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-'));
  const onClose: (() => Promise<unknown>)[] = [
    async () => rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async () => {
    for (const step of onClose.splice(0).reverse()) await step().catch(() => {});
  };
  try {
    const server = await startEditorServer({
      install,
      runFolder,
      userData: options.userData ?? path.join(runFolder, 'user'),
      extensions: options.extensions ?? path.join(runFolder, 'extensions'),
      port: 0,
      endsWhenUnused: true,
    });
    onClose.push(
      () => keepLog(server, options.version),
      () => server.stop(),
    );
    const { browser, page } = await openBrowser(browserInstall, server.authority);
    onClose.push(() => browser.close());
    // Leaving the page lets the extension host call deactivate() and end by itself.
    onClose.push(() => page.goto('about:blank', { timeout: 5_000 }));
    const failed = firstFailure(server, page);
    await options.prepare?.(page);
    await page.goto(workbenchUrl(server, options.content));
    return { page, server, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function firstFailure(server: EditorServer, page: Page): Promise<string> {
  return new Promise((resolve) => {
    page.on('crash', () => resolve('the page crashed'));
    page
      .context()
      .browser()
      ?.on('disconnected', () => resolve('the browser ended'));
    server.ended.then((how) => resolve(`the editor server ended (${how})`));
    server.onLine((line) => {
      // Without this a killed extension host would pass for a suite that succeeded.
      const [, code, signal] =
        /Extension Host Process exited with code: (\S+), signal: (\w+)/.exec(line) ?? [];
      if (code && code !== '0') resolve(`the extension host ended (code ${code}, signal ${signal})`);
    });
  });
}

/** Keeps the server's log for those who look into a failure: AIRWORTHY_EDITOR_LOGS names the folder. */
async function keepLog(server: EditorServer, version: string): Promise<void> {
  const folder = process.env.AIRWORTHY_EDITOR_LOGS;
  if (!folder) return;
  const { copyFile } = await import('node:fs/promises');
  mkdirSync(folder, { recursive: true });
  await copyFile(server.log, path.join(folder, `server-${version}-${Date.now()}.log`));
}
