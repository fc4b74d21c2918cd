// The headless browser with one page that can reach the editor server and nothing else.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { InstalledBrowser } from './installBrowser';

export interface OpenBrowser {
  readonly browser: Browser;
  readonly page: Page;
}

/** Opens an empty page for the server at `authority` (`host:port`). */
export async function openBrowser(install: InstalledBrowser, authority: string): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: install.executable,
    env: browserEnvironment(install),
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    // Whoever opens the browser closes it, after the extension host had its time to end.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const isForeign = (url: URL) => /^https?:$/.test(url.protocol) && url.host !== authority;
  await context.route(isForeign, (route) => route.abort());
  return { browser, page: await context.newPage() };
}

function browserEnvironment(install: InstalledBrowser): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const libraries = [install.libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    ...Object.fromEntries(own),
    LD_LIBRARY_PATH: libraries,
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: install.fonts }),
  };
}
