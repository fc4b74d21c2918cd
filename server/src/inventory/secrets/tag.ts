// Tags that tell whether two secrets are the same without keeping either of them.
import { createHmac, randomBytes } from 'node:crypto';

/** Same value, same tag; nothing else can be learned from it. Hex. */
export type Tagger = (value: string) => string;

/** A tagger with a key of its own, which lives in memory only: tags of two taggers cannot be compared. `key` joins the workers of one process. */
export function createTagger(key: Uint8Array = randomBytes(32)): Tagger {
  return (value) => createHmac('sha256', key).update(value).digest('hex');
}
