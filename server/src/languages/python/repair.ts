// Text that does not parse because something is still unwritten: brackets, quotes and colons are put in where a statement
// visibly begins, so that one open bracket does not take the rest of the file with it. Works on lines; builds no structure.
import type { Span } from '../../text/span';

export interface Repair {
  /** The text with insertions. */
  readonly text: string;
  readonly offsets: RepairedOffsets;
  /** What had to be mended, in offsets of the text as written. */
  readonly errors: readonly Span[];
}

interface Insertion {
  /** Offset in the text as written. */
  readonly at: number;
  readonly text: string;
}

interface OpenBracket {
  readonly closer: string;
  readonly at: number;
  readonly indent: number;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Words that begin a statement and cannot stand inside brackets. */
const STATEMENT =
  /^(?:(?:async\s+)?(?:def|with)\b|(?:class|return|import|raise|while|except|elif|pass|break|continue|del|assert)\b(?!\s*=)|(?:try|finally)\s*:|from\s+[\w.]+\s+import\b|@\w)/;
/** Lines that look like a statement, if they are not indented below the bracket's line. */
const LIKELY_STATEMENT =
  /^(?:[A-Za-z_][\w.]*(?:\s*:\s*[\w.[\]]+)?\s*=(?!=)|[A-Za-z_][\w.]*\(|(?:if|for|else)\b.*:\s*$|await\s)/;
const HEADER = /^(?:async\s+)?(?:if|elif|else|for|while|try|with|def|class|except|finally)\b/;
const DANGLING = /[-+*/%=<>|&^.]/;
const PLAIN = /[^\n#"'()[\]{}:\\]+/y;
const SPACE = 32;
const PLACEHOLDER = ' _';

/** Undefined where nothing is to be mended, or where an open triple quote hides what is text and what is code. */
export function repairText(text: string): Repair | undefined {
  const scanner = new Scanner(text);
  if (!scanner.scan() || scanner.insertions.length === 0) return undefined;
  let mended = '';
  let from = 0;
  for (const { at, text: inserted } of scanner.insertions) {
    mended += text.slice(from, at) + inserted;
    from = at;
  }
  const offsets = new RepairedOffsets(scanner.insertions);
  return { text: mended + text.slice(from), offsets, errors: scanner.errors };
}

/** Offsets in the mended text, told in offsets of the text as written. */
export class RepairedOffsets {
  /** Where each insertion begins and ends in the mended text. */
  private readonly begins: number[] = [];
  private readonly ends: number[] = [];

  constructor(private readonly insertions: readonly Insertion[]) {
    let shift = 0;
    for (const { at, text } of insertions) {
      this.begins.push(at + shift);
      shift += text.length;
      this.ends.push(at + shift);
    }
  }

  toOriginal(offset: number): number {
    const index = this.lastBefore(offset);
    if (index === -1) return offset;
    const beyond = Math.max(0, offset - this.ends[index]!);
    return this.insertions[index]!.at + beyond;
  }

  /** True if what ends here was ended by an insertion. */
  endsInserted(end: number): boolean {
    const index = this.lastBefore(end);
    return index !== -1 && end <= this.ends[index]!;
  }

  /** The last insertion that begins before `offset`; -1 for none. */
  private lastBefore(offset: number): number {
    let low = -1;
    let high = this.begins.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.begins[middle]! < offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

class Scanner {
  readonly insertions: Insertion[] = [];
  readonly errors: Span[] = [];
  private readonly open: OpenBracket[] = [];
  private at = 0;
  private indent = 0;
  /** After the last character that is code. */
  private codeEnd = 0;
  private isHeader = false;
  private hasColon = false;

  constructor(private readonly text: string) {}

  /** False if the text cannot be told into lines of code. */
  scan(): boolean {
    const { text } = this;
    this.startLine();
    while (this.at < text.length) {
      const char = text[this.at]!;
      if (char === '\n') {
        this.endLine();
        this.at++;
        this.startLine();
      } else if (char === '#') this.at = this.lineEnd();
      else if (char === '"' || char === "'") {
        if (!this.skipString(char)) return false;
      } else this.step(char);
    }
    this.endLine();
    this.closeAll();
    return true;
  }

  private step(char: string): void {
    const closer = CLOSERS[char];
    if (closer) this.open.push({ closer, at: this.at, indent: this.indent });
    else if (char === this.open.at(-1)?.closer) this.open.pop();
    else if (char === ':' && this.open.length === 0) this.hasColon = true;
    // A line joined to the next by a backslash is not over.
    else if (char === '\\') this.at += this.text.startsWith('\r\n', this.at + 1) ? 2 : 1;
    this.at = Math.min(this.at + 1, this.text.length);
    this.codeEnd = this.at;
    this.skipPlain();
  }

  /** Characters that open, close and end nothing are passed over in one go. */
  private skipPlain(): void {
    const { text } = this;
    PLAIN.lastIndex = this.at;
    PLAIN.test(text);
    let last = PLAIN.lastIndex;
    if (last <= this.at) return;
    const from = this.at;
    this.at = last;
    while (last > from && text.charCodeAt(last - 1) <= SPACE) last--;
    if (last > from) this.codeEnd = last;
  }

  private startLine(): void {
    const end = this.lineEnd();
    const line = this.text.slice(this.at, end);
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) {
      this.at = end;
      return;
    }
    const indent = line.length - content.length;
    this.at += indent;
    const [outermost] = this.open;
    const ends =
      outermost &&
      (STATEMENT.test(content) ||
        (indent <= outermost.indent && LIKELY_STATEMENT.test(content) && !/[,(]\s*$/.test(content)));
    if (ends) this.closeAll();
    this.indent = indent;
    if (this.open.length > 0) return;
    this.isHeader = HEADER.test(content);
    this.hasColon = false;
  }

  /** Mends what a logical line lacks at its end. */
  private endLine(): void {
    const { codeEnd } = this;
    if (this.open.length > 0 || codeEnd === 0) return;
    // An empty line ends a line that has ended before.
    if (this.insertions.at(-1)?.at === codeEnd) return;
    if (this.isHeader && !this.hasColon && this.isNextDeeper())
      this.insert(':', { start: codeEnd, end: codeEnd });
    else if (this.isDangling()) {
      this.insert(PLACEHOLDER, { start: codeEnd, end: codeEnd });
    }
    this.isHeader = false;
  }

  private insert(inserted: string, error: Span): void {
    this.insertions.push({ at: this.codeEnd, text: inserted });
    this.errors.push(error);
  }

  private closeAll(): void {
    const closers = this.open.map(({ closer }) => closer).reverse();
    const [outermost] = this.open;
    if (!outermost) return;
    const error = { start: outermost.at, end: outermost.at + 1 };
    // The end of a string that was just closed is no colon.
    const colon = this.text[this.codeEnd - 1] === ':' && this.insertions.at(-1)?.at !== this.codeEnd;
    // `def f(a:` has its colon already, `{"a":` and `f(a=` lack a value besides the bracket.
    if (colon && this.isHeader && closers.length === 1) this.codeEnd--;
    const dangling = colon || DANGLING.test(this.text[this.codeEnd - 1]!) ? PLACEHOLDER : '';
    this.insert((colon && this.isHeader ? '' : dangling) + closers.join(''), error);
    this.open.length = 0;
  }

  private skipString(quote: string): boolean {
    const { text } = this;
    const start = this.at;
    const triple = quote.repeat(3);
    const isTriple = text.startsWith(triple, start);
    const mark = isTriple ? triple : quote;
    this.at += mark.length;
    while (this.at < text.length && !text.startsWith(mark, this.at)) {
      if (text[this.at] === '\\') this.at += text.startsWith('\r\n', this.at + 1) ? 2 : 1;
      else if (text[this.at] === '\n' && !isTriple) break;
      this.at++;
    }
    this.at = Math.min(this.at, text.length);
    if (text.startsWith(mark, this.at)) {
      this.at += mark.length;
      this.codeEnd = this.at;
      return true;
    }
    if (isTriple) return false;
    this.codeEnd = text[this.at - 1] === '\r' ? this.at - 1 : this.at;
    this.insert(quote, { start, end: this.codeEnd });
    return true;
  }

  /** True if the line ends where an operand, an attribute or the name of a module should follow. */
  private isDangling(): boolean {
    const { text, codeEnd } = this;
    const line = text.slice(text.lastIndexOf('\n', codeEnd - 1) + 1, codeEnd);
    if (/^\s*(?:from|import)\b/.test(line)) return /\bimport$/.test(line);
    return DANGLING.test(text[codeEnd - 1]!) && !line.endsWith('...');
  }

  private isNextDeeper(): boolean {
    const next = /\n([ \t]*)[^\s#]/.exec(this.text.slice(this.at, this.at + 400));
    return next !== null && next[1]!.length > this.indent;
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }
}
