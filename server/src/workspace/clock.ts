// The clock of the host.
import type { Clock } from './ports';

/**
 * A clock on the system time. `today` is the date in UTC, so that a waiver ends at the same moment on every machine;
 * a given date (YYYY-MM-DD) stands in for it.
 */
export function createClock(today?: string, now: () => number = Date.now): Clock {
  return { now, today: () => today ?? new Date(now()).toISOString().slice(0, 10) };
}
