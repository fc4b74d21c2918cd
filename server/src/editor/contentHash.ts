// Names a text by its content, so that an edit made for it is not applied to another.
import { createHash } from 'node:crypto';

/** 16 hex digits of SHA-256 over the text's UTF-8 bytes. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
