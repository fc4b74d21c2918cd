// Command that shows a folder in an editor with the extension under development:
// `node dist/tools/open.js FOLDER [--check]`. Prints the address for any browser and runs until Ctrl+C;
// with --check it fetches the page once instead.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EditorServer, startEditorServer } from './editorServer';
import { installServer } from './installServer';
import { projectRoot } from './projectRoot';
import { canInstallEditors, RELEASES, releaseOf } from './releases';
import { workbenchUrl } from './workbenchUrl';

async function main(args: readonly string[]): Promise<void> {
  if (!canInstallEditors) {
    throw new Error(
      'the built-in editor runs on Linux x64 only; install VS Code with its "code" command instead',
    );
  }
  const folder = path.resolve(args.find((arg) => !arg.startsWith('--')) ?? projectRoot);
  const release = releaseOf(process.env.AIRWORTHY_EDITOR_VERSION || (RELEASES[0]?.version ?? ''));
  const install = await installServer(release, (message) => console.log(message));
  const runFolder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-'));
  try {
    const server = await startEditorServer({
      install,
      runFolder,
      userData: path.join(runFolder, 'user'),
      extensions: path.join(runFolder, 'extensions'),
      port: Number(process.env.AIRWORTHY_PORT || 0),
      endsWhenUnused: false,
    });
    const url = workbenchUrl(server, { folder, extensionsUnderDevelopment: [projectRoot] });
    try {
      if (args.includes('--check')) await checkPage(url);
      else await untilStopped(server, release.version, url);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function untilStopped(server: EditorServer, version: string, url: string): Promise<void> {
  console.log(`\nVS Code ${version} with Airworthy is ready. Open this address in a browser:\n\n  ${url}\n`);
  console.log('Ctrl+C ends it.');
  const signal = new Promise<void>((resolve) => {
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(each, () => resolve());
  });
  await Promise.race([
    signal,
    server.ended.then((how) => {
      throw new Error(`the editor server ended (${how})`);
    }),
  ]);
}

/** Fetches the page as a browser would: the server answers the token with a cookie. Throws if there is no workbench. */
async function checkPage(url: string): Promise<void> {
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const target = new URL(first.headers.get('location') ?? url, url);
  const page = await fetch(target, { headers: { cookie } });
  const text = await page.text();
  if (!page.ok || !text.includes('vscode-workbench-web-configuration')) {
    throw new Error(`the editor answered ${page.status} without a workbench`);
  }
  console.log(`The editor answers at http://${target.host}/ with a workbench (${text.length} characters).`);
}

main(process.argv.slice(2)).then(
  () => process.exit(),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
