// Fingerprints of findings: stable when lines move, and free of anything secret.
import { createHash } from 'node:crypto';
import type { Place } from '../../text/span';

/** Reads the text of a place; undefined if it cannot be read any more. */
export type TextOf = (place: Place) => string | undefined;

/** The parts of a fingerprint, in their order. */
export interface FingerprintParts {
  readonly rule: string;
  readonly path: string;
  readonly subject: string;
  /** Masked, normalised text of the range. */
  readonly text: string;
  /** Counts findings that are equal in all the above, in the order of their places. */
  readonly ordinal: number;
}

/** 16 hex digits. Parts are joined by a character that none of them can hold, so that they cannot run into each other. */
export function fingerprint({ rule, path, subject, text, ordinal }: FingerprintParts): string {
  const joined = [rule, path, subject, text, String(ordinal)].join('\0');
  return createHash('sha256').update(joined, 'utf8').digest('hex').slice(0, 16);
}

/** The text of a range with every secret in it replaced and white space made equal. */
export function maskedText(place: Place, textOf: TextOf, secrets: readonly Place[]): string {
  let text = textOf(place) ?? '';
  const inside = secrets
    .filter((each) => each.path === place.path && each.cell === place.cell)
    .filter((each) => each.start < place.end && place.start < each.end)
    .sort((a, b) => b.start - a.start);
  for (const secret of inside) {
    const from = Math.max(0, secret.start - place.start);
    const to = Math.min(text.length, secret.end - place.start);
    text = `${text.slice(0, from)}***${text.slice(to)}`;
  }
  return text.replace(/\s+/g, ' ').trim();
}
