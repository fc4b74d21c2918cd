// A lock between processes, made of one file. It only saves double work: what is done under it must be safe
// without it too, for a lock whose owner seems gone is taken over.
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './processes';

const BEAT_MS = 2_000;
const GONE_AFTER_MS = 20_000;

/** Waits until `file` can be created, runs `work`, removes `file`. `onWait` is called once if there is a wait. */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  let waited = false;
  while (!(await create(file))) {
    if (!waited) onWait();
    waited = true;
    if (await isAbandoned(file)) await rm(file, { force: true });
    else await pause(250);
  }
  // Sign of life for those who cannot see this process: containers may share the folder.
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid} ${os.hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const [pid, host] = (await readFile(file, 'utf8')).split(' ');
    if (host === os.hostname() && !isAlive(Number(pid))) return true;
    return Date.now() - (await stat(file)).mtimeMs > GONE_AFTER_MS;
  } catch {
    // Released just now.
    return false;
  }
}
