// How a code language writes the few things repairs put in: names, strings, options. One implementation per language.
import type { ListStyle } from './listItem';

export interface CodeStyle extends ListStyle {
  /** `key: value`, `"key": value`. */
  entry(key: string, value: string): string;
  /** An object or dict with these entries, on one line. */
  object(entries: readonly string[]): string;
  list(items: readonly string[]): string;
  string(text: string): string;
  /** Large numbers are written in groups: 30_000. */
  number(value: number): string;
  readonly true: string;
  readonly false: string;
  /** What stands for a positional argument that is left out; undefined where the language has nothing for it. */
  readonly absent: string | undefined;
}

/** Digits in groups of three from 10,000 on, as both languages allow. */
export function groupedNumber(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 10_000) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** The quote most strings of a text use; `preferred` where it has none. */
export function usualQuote(text: string, preferred: '"' | "'"): '"' | "'" {
  let double = 0;
  let single = 0;
  for (const match of text.matchAll(/(["'])(?:[^"'\\\r\n]*)\1/g)) {
    if (match[1] === '"') double++;
    else single++;
  }
  if (double === single) return preferred;
  return double > single ? '"' : "'";
}

/** A string literal with escapes, in the given quote. */
export function quoted(text: string, quote: '"' | "'"): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return quote + escaped + quote;
}
