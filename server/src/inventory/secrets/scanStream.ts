// Scans files too large to hold: chunks of bytes to hits, with pieces that overlap so that nothing is cut in two.
import type { Position } from '../../text/lineTable';
import type { SecretHit, SecretScanner } from './scan';

/** A hit in a stream, with its position: nobody keeps the lines of such a file. Offsets count UTF-16 units from the start of the file. */
export interface StreamHit extends SecretHit {
  readonly position: Position;
}

export interface StreamScan {
  readonly hits: readonly StreamHit[];
  /** True if the file is not text: nothing of it was scanned. */
  readonly binary: boolean;
  /** UTF-16 units read. */
  readonly length: number;
}

/** Bytes looked at for NUL, the sign of a binary file. */
const SNIFFED_BYTES = 8192;

/** Units scanned at a time. */
const PIECE = 1 << 18;

/** Scans a whole file. Memory stays bounded whatever its size; errors of the chunks' source are thrown on. */
export async function scanStream(
  scanner: SecretScanner,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<StreamScan> {
  const decoder = new TextDecoder('utf-8');
  const pieces = createPieces(scanner, path);
  let first = true;
  for await (const chunk of chunks) {
    if (first && chunk.subarray(0, SNIFFED_BYTES).includes(0)) return { hits: [], binary: true, length: 0 };
    first = first && chunk.length === 0;
    pieces.add(decoder.decode(chunk, { stream: true }));
  }
  pieces.add(decoder.decode());
  return { ...pieces.finish(), binary: false };
}

interface Pieces {
  add(text: string): void;
  finish(): { hits: StreamHit[]; length: number };
}

function createPieces(scanner: SecretScanner, path: string): Pieces {
  const hits: StreamHit[] = [];
  const lines = createLineCounter();
  const { reach } = scanner;
  let buffer = '';
  /** Offset of the buffer in the file. */
  let base = 0;
  /** Where in the buffer keywords were looked for already. */
  let done = 0;
  let lastEnd = 0;
  const scanTo = (end: number): void => {
    for (const hit of scanner.scanRange(path, buffer, { start: done, end })) {
      if (base + hit.start < lastEnd) continue;
      const position = lines.at(base, buffer, hit.start);
      hits.push({ ...hit, start: base + hit.start, end: base + hit.end, position });
      lastEnd = base + hit.end;
    }
    done = end;
    const cut = Math.max(0, done - reach);
    lines.at(base, buffer, cut);
    buffer = buffer.slice(cut);
    base += cut;
    done -= cut;
  };
  return {
    add(text) {
      buffer += text;
      if (buffer.length - done >= PIECE + reach) scanTo(buffer.length - reach);
    },
    finish() {
      const length = base + buffer.length;
      scanTo(buffer.length);
      return { hits, length };
    },
  };
}

/** Counts lines forward: asked only for offsets that do not go back behind the last cut. */
function createLineCounter(): { at(base: number, buffer: string, offset: number): Position } {
  let counted = 0;
  let line = 0;
  let lineStart = 0;
  return {
    at(base, buffer, offset) {
      for (let at = counted - base; at < offset; at++) {
        const code = buffer.charCodeAt(at);
        if (code !== 10 && (code !== 13 || buffer.charCodeAt(at + 1) === 10)) continue;
        line++;
        lineStart = base + at + 1;
      }
      counted = Math.max(counted, base + offset);
      return { line, character: base + offset - lineStart };
    },
  };
}
