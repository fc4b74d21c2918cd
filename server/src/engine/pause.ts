// Gives the event loop its turn between units of work, so that no run blocks the editor for long.
import type { Cancellation } from '../workspace/ports';

/** Longest stretch of work without a turn of the event loop, in ms. */
const SLICE_MS = 15;

/** Awaited between units of work: yields only when the slice is used up. */
export class Pacer {
  private started = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.started < SLICE_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.started = performance.now();
  }
}

/** Takes steps until they are done, with a turn of the event loop where it is due. Undefined if it was cancelled. */
export async function paced<T>(
  steps: Generator<void, T>,
  cancellation: Cancellation,
): Promise<T | undefined> {
  const pacer = new Pacer();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (cancellation.isCancelled) return undefined;
    await pacer.breathe();
  }
}
