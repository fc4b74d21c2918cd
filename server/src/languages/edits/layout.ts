// How a text is laid out: its line ends, its indentation, its lines.

/** The line end used around an offset; that of the first line if the offset is on the last one. */
export function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  let at = text.indexOf('\n', offset);
  if (at < 0) at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** The end of the line without its line end. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The start of the next line; the end of the text on the last one. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}

/** The blanks at the start of the line of an offset. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return text.slice(start, at);
}

/** True if only blanks stand before the offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** One step of indentation as most blocks of this text make it: a tab or a number of blanks. */
export function indentUnit(text: string, fallback: string): string {
  const steps = new Map<string, number>();
  let before: { readonly blanks: string; readonly opens: boolean } | undefined;
  for (const match of text.matchAll(/^([ \t]*)(\S.*)$/gm)) {
    const blanks = match[1]!;
    // What a bracket or colon opens is one step deeper. The lines of a text or comment stand as they like.
    if (before?.opens && blanks.length > before.blanks.length && blanks.startsWith(before.blanks)) {
      const step = blanks.slice(before.blanks.length);
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = { blanks, opens: /[:{([][ \t\r]*$/.test(match[2]!) };
  }
  let unit: string | undefined;
  for (const [step, count] of steps) {
    const most = unit === undefined ? 0 : steps.get(unit)!;
    if (count > most || (count === most && step === fallback)) unit = step;
  }
  return unit?.startsWith('\t') ? '\t' : (unit ?? narrowest(text) ?? fallback);
}

/** Where no block is opened at the end of a line. */
function narrowest(text: string): string | undefined {
  let found: string | undefined;
  for (const match of text.matchAll(/^([ \t]+)\S/gm)) {
    const blanks = match[1]!;
    if (blanks.startsWith('\t')) return '\t';
    // One blank is the margin of a block comment.
    if (blanks.length > 1 && (found === undefined || blanks.length < found.length)) found = blanks;
  }
  return found;
}
