// Installed components: folders of the editor cache that are complete or not there at all, whatever
// interrupts the set-up and however many processes run it. What goes into them is decided elsewhere.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withLock } from './lock';
import { isAlive } from './processes';

/** Written last; holds the recipe, so that a component of an older recipe is built again. */
const READY = 'ready.json';
const PARTIAL = '.partial-';

export interface Component {
  /** Folder name in the cache. */
  readonly name: string;
  /** Everything that decides the content: versions, checksums, revision of the recipe. */
  readonly recipe: unknown;
  /** Fills an empty folder. `final` is the path that the folder will have afterwards. */
  build(folder: string, final: string): Promise<void>;
}

/** Where installed editors are kept: outside the repository, for VS Code takes up what lies below an extension. */
export function editorCache(): string {
  return process.env.AIRWORTHY_EDITOR_CACHE || path.join(os.homedir(), '.cache', 'airworthy', 'editors');
}

/** Installs a component unless it is there, and returns its folder. */
export async function install(component: Component, say: (message: string) => void): Promise<string> {
  const cache = editorCache();
  const final = path.join(cache, component.name);
  if (await isReady(final, component.recipe)) return final;
  await mkdir(cache, { recursive: true });
  await withLock(
    path.join(cache, `${component.name}.lock`),
    async () => {
      if (await isReady(final, component.recipe)) return;
      const began = Date.now();
      say(`installing ${component.name} into ${cache}`);
      await buildAndMove(component, cache, final);
      say(`installed ${component.name} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    },
    () => say(`waiting for another process that installs ${component.name}`),
  );
  return final;
}

async function buildAndMove(component: Component, cache: string, final: string): Promise<void> {
  await removeLeftovers(cache, component.name);
  const own = `${PARTIAL}${component.name}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const partial = path.join(cache, own);
  await mkdir(partial);
  try {
    await component.build(partial, final);
    await writeFile(path.join(partial, READY), JSON.stringify(component.recipe));
    if (await isReady(final, component.recipe)) return;
    await rm(final, { recursive: true, force: true });
    await rename(partial, final);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function isReady(folder: string, recipe: unknown): Promise<boolean> {
  try {
    return (await readFile(path.join(folder, READY), 'utf8')) === JSON.stringify(recipe);
  } catch {
    return false;
  }
}

/** Removes what interrupted set-ups left; a folder whose process still lives is none of ours. */
async function removeLeftovers(cache: string, name: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    const prefix = `${PARTIAL}${name}-`;
    if (!entry.startsWith(prefix)) continue;
    const owner = Number(entry.slice(prefix.length).split('-')[0]);
    // What it had started may still write there for a moment, hence the retries.
    if (!isAlive(owner)) await rm(path.join(cache, entry), { recursive: true, force: true, maxRetries: 10 });
  }
}
