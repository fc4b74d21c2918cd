// Whether a match stands by itself in its text or is a piece of something longer: a word, a path, base64 data.

const WORD = /[A-Za-z0-9_-]/;
const BASE64 = /[A-Za-z0-9+/=]/;

/** Runs of base64 characters longer than this around a match are data (media, integrity strings), not a credential. */
const DATA_RUN = 20;

/** True if no word and no data runs into `start`. */
export function isFreeBefore(text: string, start: number): boolean {
  if (start === 0) return true;
  const before = text[start - 1]!;
  if (WORD.test(before)) return isEscape(text, start);
  return !(before === '+' || before === '/') || runBefore(text, start) < DATA_RUN;
}

/** `\n` and the like in JSON and string literals, `%3D` in addresses: the letter belongs to the escape. */
function isEscape(text: string, start: number): boolean {
  return /\\[nrt]$|%[0-9A-Fa-f]{2}$|\\u[0-9a-fA-F]{4}$/.test(text.slice(Math.max(0, start - 6), start));
}

function runBefore(text: string, start: number): number {
  let at = start;
  while (at > 0 && start - at <= DATA_RUN && BASE64.test(text[at - 1]!)) at--;
  return start - at;
}

/** True if no word and no data goes on at `end`. */
export function isFreeAfter(text: string, end: number): boolean {
  const after = text[end];
  if (after === undefined) return true;
  if (WORD.test(after)) return false;
  if (after !== '+' && after !== '/') return true;
  let at = end;
  while (at < text.length && at - end <= DATA_RUN && BASE64.test(text[at]!)) at++;
  return at - end < DATA_RUN;
}
