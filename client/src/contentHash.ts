// Names a text by its content in the same way as the server does.
import { createHash } from 'node:crypto';

/** 16 hex digits of SHA-256 over the text's UTF-8 bytes. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
