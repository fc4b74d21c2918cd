// Texts with their secrets taken out, for everything that leaves the process: messages, reports, caches, fingerprints.
import type { Span } from '../../text/span';

/** A span to hide and the public start of its format that may stay. */
export interface MaskedSpan extends Span {
  readonly prefix?: string;
}

const HIDDEN = '…';

/** The text with each span replaced by its public prefix and `…`; nothing tells the length of what was hidden. */
export function mask(text: string, spans: readonly MaskedSpan[]): string {
  return maskWithin(text, { start: 0, end: text.length }, spans);
}

/** The masked text of a range, with every run of white space as one blank: what a fingerprint is made of. */
export function normalisedMasked(text: string, range: Span, spans: readonly MaskedSpan[]): string {
  return maskWithin(text, range, spans).replace(/\s+/g, ' ').trim();
}

function maskWithin(text: string, range: Span, spans: readonly MaskedSpan[]): string {
  const inside = spans
    .filter((span) => span.end > range.start && span.start < range.end && span.end > span.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = '';
  let at = range.start;
  for (const span of inside) {
    if (span.end <= at) continue;
    // A span that begins before the range, or inside one already hidden, shows no prefix.
    const shown = span.start >= at ? text.slice(at, span.start) + shownPrefix(text, span, range.end) : HIDDEN;
    masked += shown;
    at = Math.min(span.end, range.end);
  }
  return masked + text.slice(at, range.end);
}

/** Only as much of the prefix as the text really begins with, and never the whole value. */
function shownPrefix(text: string, span: MaskedSpan, end: number): string {
  const prefix = span.prefix ?? '';
  const fits = prefix.length < span.end - span.start && span.start + prefix.length <= end;
  return fits && text.startsWith(prefix, span.start) ? prefix + HIDDEN : HIDDEN;
}
