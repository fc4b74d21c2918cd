// Work that pauses between its steps, so that whoever drives it can let others have their turn in between.

/** Yields wherever a pause is possible; returns the outcome. */
export type Steps<T> = Generator<void, T, void>;

/** Takes all steps at once. */
export function complete<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
