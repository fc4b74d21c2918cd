// Bytes of a file to the text an editor would show, and back. Knows encodings, no languages.

export interface TextContent {
  readonly text: string;
  /** The byte order mark that was left out: offsets are those of an editor, which does not show it either. */
  readonly mark?: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** True if some bytes were no valid text and stand as U+FFFD. */
  readonly invalid?: true;
}

export type Decoded = TextContent | { readonly binary: true };

/** Bytes looked at for NUL, the sign of a binary file. */
const SNIFFED_BYTES = 8192;

/** Decodes UTF-8, and UTF-16 where a byte order mark says so. Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = markOf(bytes);
  if (mark === 'utf-16le' || mark === 'utf-16be') {
    // FF FE 00 00 is UTF-32, which no editor of code writes.
    if (mark === 'utf-16le' && bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0) return { binary: true };
    return { ...decode(bytes.subarray(2), mark), mark };
  }
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return { binary: true };
  return mark === 'utf-8' ? { ...decode(bytes.subarray(3), mark), mark } : decode(bytes, 'utf-8');
}

/** The bytes of a text in the encoding its mark stands for, the mark in front; UTF-8 without one. */
export function encodeText({ text, mark }: Pick<TextContent, 'text' | 'mark'>): Uint8Array {
  if (mark === undefined) return new TextEncoder().encode(text);
  if (mark === 'utf-8') return new TextEncoder().encode(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return mark === 'utf-16be' ? bytes.swap16() : bytes;
}

function decode(bytes: Uint8Array, encoding: string): TextContent {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), invalid: true };
  }
}

function markOf(bytes: Uint8Array): TextContent['mark'] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
