// The cache of one root: a file in the user's cache directory, readable by that user only.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CacheFile } from './ports';

const ENDING = '.summaries';
/** Caches that nobody read for so long belong to folders that are gone. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where programs of this system keep what they can make again. */
export function cacheDirectory(platform: NodeJS.Platform, environment: Environment): string {
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'airworthy');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'airworthy');
  if (platform === 'win32' && environment.LOCALAPPDATA)
    return join(environment.LOCALAPPDATA, 'airworthy', 'cache');
  return join(homedir(), '.cache', 'airworthy');
}

export function createCacheFile(directory: string, root: string): CacheFile {
  const file = join(directory, `${createHash('sha256').update(root).digest('hex').slice(0, 24)}${ENDING}`);
  return {
    async read() {
      try {
        const content = await readFile(file);
        // The time tells when it was last of use.
        await utimes(file, new Date(), new Date());
        return content;
      } catch {
        return undefined;
      }
    },
    async write(content) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const fresh = `${file}.${randomUUID()}`;
      try {
        await writeFile(fresh, content, { mode: 0o600 });
        await rename(fresh, file);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
      await removeOld(directory);
    },
  };
}

async function removeOld(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.includes(ENDING)) continue;
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}
