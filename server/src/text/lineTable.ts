// The only position arithmetic of the program: UTF-16 offsets to 0-based lines and characters, and back.

export interface Position {
  /** 0-based. */
  readonly line: number;
  /** 0-based, in UTF-16 code units. */
  readonly character: number;
}

/** Start offsets of the lines of one text. `\n`, `\r\n` and a lone `\r` end a line, as in the language server protocol. */
export class LineTable {
  private constructor(
    readonly lineStarts: readonly number[],
    readonly length: number,
    /** The line of each start, where not every line has one. */
    private readonly lines?: readonly number[],
  ) {}

  static of(text: string): LineTable {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) starts.push(i + 1);
      else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
    }
    return new LineTable(starts, text.length);
  }

  static from(lineStarts: readonly number[], length: number): LineTable {
    return new LineTable(lineStarts, length);
  }

  /** Of a few lines of a text only: offsets on them have their line, all others that of the known line before them. */
  static ofSome(
    known: readonly { readonly line: number; readonly start: number }[],
    length: number,
  ): LineTable {
    const starts = known.map(({ start }) => start);
    return new LineTable(
      starts,
      length,
      known.map(({ line }) => line),
    );
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: this.lines?.[low] ?? low, character: at - this.lineStarts[low]! };
  }

  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const at = this.lines ? this.lines.indexOf(position.line) : position.line;
    const start = this.lineStarts[at];
    if (start === undefined) return this.length;
    const next = this.lineStarts[at + 1] ?? this.length;
    return Math.min(start + Math.max(0, position.character), next);
  }
}
