// Installing the VS Code server of one release, without a compiler and without any download but npm's.
import { existsSync } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { install } from './component';
import { pinOf, unpackPart } from './parts';
import { toolFile } from './projectRoot';
import type { EditorRelease, Part } from './releases';
import { runCommand } from './runCommand';

/** To be raised when the steps below change what they leave on disk. */
const REVISION = 1;

export interface InstalledServer {
  readonly version: string;
  /** Folder with `out/server-main.js`. */
  readonly folder: string;
  /** Path of the Node that runs it. */
  readonly node: string;
}

/** Installs the server unless it is there. */
export async function installServer(
  release: EditorRelease,
  say: (message: string) => void,
): Promise<InstalledServer> {
  const parts: Part[] = [release.server, ...release.prebuilt, ...(release.node ? [release.node] : [])];
  const folder = await install(
    {
      name: `vscode-${release.version}`,
      recipe: { revision: REVISION, parts: parts.map((part) => ({ ...part, pin: pinOf(part.spec) })) },
      build: (to) => build(release, to),
    },
    say,
  );
  return {
    version: release.version,
    folder: path.join(folder, release.server.to),
    node: release.node ? path.join(folder, release.node.to, 'node') : process.execPath,
  };
}

async function build(release: EditorRelease, folder: string): Promise<void> {
  const server = path.join(folder, release.server.to);
  const [, node] = await Promise.all([
    unpackPart(release.server, folder).then(() => installDependencies(server)),
    release.node ? unpackPart(release.node, folder) : undefined,
  ]);
  void node;
  for (const part of release.prebuilt) await unpackPart(part, folder);
  await putStandIns(server);
  await removeUnneeded(server);
}

/**
 * The packages that the server and its built-in extensions need, as their shrinkwrap files (with checksums)
 * pin them. `npm ci` refuses these files, which lack an optional entry; `npm install` keeps to them.
 */
async function installDependencies(server: string): Promise<void> {
  const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await runCommand('npm', args, { cwd: server });
  await runCommand('npm', args, { cwd: path.join(server, 'extensions') });
}

/** Two helpers exist only compiled; plain JavaScript takes their place. */
async function putStandIns(server: string): Promise<void> {
  const standIns = [
    ['@vscode/spdlog', 'spdlog.js'],
    ['native-watchdog', 'watchdog.js'],
    ['@vscode/native-watchdog', 'watchdog.js'],
  ] as const;
  for (const [name, standIn] of standIns) {
    const to = path.join(server, 'node_modules', name);
    if (existsSync(to)) await copyFile(toolFile(standIn), path.join(to, 'index.js'));
  }
}

/** Some 300 MB that neither the editor nor an extension test touches. */
async function removeUnneeded(server: string): Promise<void> {
  const modules = path.join(server, 'node_modules');
  const unneeded = [
    '@github',
    '@microsoft/mxc-sdk',
    '@devcontainers',
    '@vscode/windows-process-tree',
    '@vscode/windows-registry',
    '@parcel/watcher-linux-x64-musl',
  ];
  for (const name of unneeded) await rm(path.join(modules, name), { recursive: true, force: true });
  const searches = path.join(modules, '@vscode', 'ripgrep-universal', 'bin');
  for (const platform of existsSync(searches) ? await readdir(searches) : []) {
    if (platform !== 'linux-x64') await rm(path.join(searches, platform), { recursive: true });
  }
}
