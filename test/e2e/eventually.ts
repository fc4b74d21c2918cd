// Waiting for what an editor does in its own time.
import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is neither false nor undefined, and returns it. Throws, naming `what`, after `limit` ms. */
export async function eventually<T>(
  what: string,
  ask: () => T | false | undefined | Promise<T | false | undefined>,
  limit = 30_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await pause(50);
  }
}
