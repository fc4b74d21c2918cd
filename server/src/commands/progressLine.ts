// One line of progress on a terminal, written over itself and removed at the end.
import { toPlain } from '../reports/plainText';
import type { ProgressLine } from './command';

const CLEAR_LINE = '\r\u001b[2K';

/** A line over a terminal's `write`. It is drawn at most every `everyMs` milliseconds. */
export function createProgressLine(
  write: (text: string) => void,
  now: () => number,
  everyMs = 100,
): ProgressLine {
  let drawn = -Infinity;
  let visible = false;
  return {
    report(stage, done) {
      if (now() - drawn < everyMs) return;
      drawn = now();
      visible = true;
      const share = Math.floor(Math.max(0, Math.min(1, done)) * 100);
      write(`${CLEAR_LINE}${toPlain(stage).slice(0, 60)} ${share} %`);
    },
    clear() {
      if (visible) write(CLEAR_LINE);
      visible = false;
    },
  };
}
