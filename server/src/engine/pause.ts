// Gives the event loop its turn between units of work, so that no run blocks the editor for long.

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
