// Lines of a requirements file as pip sees them: comments taken out, lines that end in a backslash joined.
import type { Span } from '../../../text/span';
import { linesOf } from '../configSummary';

/** A joined line of the same length as its source: line ends and backslashes are blanks, so offsets stay true. */
export interface LogicalLine extends Span {
  readonly text: string;
}

export function logicalLinesOf(text: string): { lines: LogicalLine[]; comments: Span[] } {
  const lines: LogicalLine[] = [];
  const comments: Span[] = [];
  let open: LogicalLine | undefined;
  for (const line of linesOf(text)) {
    const comment = commentStart(line.text);
    if (comment !== -1) comments.push({ start: line.start + comment, end: line.end });
    const written = comment === -1 ? line.text : line.text.slice(0, comment);
    const continued = written.endsWith('\\') && comment === -1;
    const content = continued ? `${written.slice(0, -1)} ` : written;
    const gap: string = open ? ' '.repeat(line.start - open.end) : '';
    const joined: LogicalLine = {
      start: open?.start ?? line.start,
      end: line.start + content.length,
      text: (open?.text ?? '') + gap + content,
    };
    open = continued ? joined : undefined;
    if (!continued) lines.push(joined);
  }
  if (open) lines.push(open);
  return { lines: lines.filter((line) => line.text.trim() !== ''), comments };
}

/** A `#` begins a comment at the start of a line or after a blank; inside a URL it is a fragment. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1)) {
    if (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t') return at;
  }
  return -1;
}
