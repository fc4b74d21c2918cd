// A lock between processes, made of one file. It only saves double work: what is done under it must be safe
// without it too, for a lock whose owner seems gone is taken over.
import { open, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const BEAT_MS = 2_000;
const GONE_AFTER_MS = 20_000;

/** Waits until `file` can be created, runs `work`, removes `file`. `onWait` is called once if there is a wait. */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  let waited = false;
  while (!(await create(file))) {
    if (!waited) onWait();
    waited = true;
    if (Date.now() - (await touched(file)) > GONE_AFTER_MS) await rm(file, { force: true });
    else await pause(250);
  }
  // The time stamp, not a process number, shows that the owner lives: the folder may be shared by containers.
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
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Time of the owner's last sign of life; now, if the lock has just been released. */
async function touched(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return Date.now();
  }
}
