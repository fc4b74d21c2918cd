// Decides whether a text that matched a format is a credential or one of the many things that only look like it.
import { createHash } from 'node:crypto';
import { isFreeAfter, isFreeBefore } from './boundaries';
import type { SecretFormat } from './formats';
import { isDeclaredFake, isPlaceholder } from './placeholders';
import { classesOf, entropyOf } from './randomness';
import { type Candidate, SHAPE_CHECKS } from './shapes';
import { nameBefore } from './variableName';

/** `start` and `end` of the candidate are those of the value; `matchStart` is where the whole pattern begins. */
export function isCredential(format: SecretFormat, candidate: Candidate, matchStart: number): boolean {
  const { text, value, start, end } = candidate;
  // These carry their own borders and their own idea of a placeholder.
  if (format.shape === 'database-url') return SHAPE_CHECKS['database-url'](candidate);
  // A pattern that starts with a name or a mark of its own may follow anything.
  if ((matchStart === start || format.before > 0) && !isFreeBefore(text, matchStart)) return false;
  if (format.shape !== 'private-key' && !isFreeAfter(text, end)) return false;
  const body = bodyOf(format, value);
  if (classesOf(body) < format.classes || entropyOf(body) < format.entropy) return false;
  if (format.shape !== 'private-key' && isPlaceholder(value, prefixOf(format, value))) return false;
  if (isDeclaredFake(nameBefore(text, start) ?? '')) return false;
  if (format.shape && !SHAPE_CHECKS[format.shape](candidate)) return false;
  return format.documented.length === 0 || !format.documented.includes(sha256(value));
}

/** The part of a value that may be shown: the format's prefix, or as much of it as the value begins with. */
export function prefixOf(format: SecretFormat, value: string): string {
  if (value.startsWith(format.prefix)) return format.prefix;
  // `ghs_` where the format says `ghp_`, `sk-svcacct-` where it says `sk-proj-`: marks of the same kind.
  const mark = /^[A-Za-z0-9]{2,6}[-_.](?:[a-z]{2,9}\d{0,2}[-_])?/.exec(value)?.[0];
  return mark && format.prefix !== '' && format.anchors.some((anchor) => value.startsWith(anchor))
    ? mark
    : '';
}

function bodyOf(format: SecretFormat, value: string): string {
  if (format.shape === 'private-key') return value.replace(/-----[^-]*-----/g, '');
  return value.slice(prefixOf(format, value).length);
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
