// Judges a literal that stands in the key slot of a known client. Which slot of which client it is, the linker knows.
import type { FileRole } from '../../manifest/fileRoles';
import { isPublicToken } from './generalValue';
import { isPlaceholder } from './placeholders';
import { classesOf, entropyOf } from './randomness';

export interface KeySlot {
  readonly value: string;
  /** The constant base URL of the client, or the constant default of the variable it is read from. */
  readonly baseUrl?: string;
  /** True if the client is one of a server on the own machine by its nature (Ollama). */
  readonly local?: boolean;
  readonly role: FileRole;
}

/** Shorter literals are what local servers and mocks are given ("EMPTY", "lm-studio", "test"). */
const LEAST_LENGTH = 16;

/**
 * True if the literal is a secret. In test code only known formats count, and the text scan finds those. The slot takes
 * nothing but a key, so that a value in the form of a hash or an id is a key here.
 */
export function isKeySlotSecret({ value, baseUrl, local, role }: KeySlot): boolean {
  if (role === 'test' || role === 'evaluation' || role === 'vendored') return false;
  if (local || (baseUrl !== undefined && isLocalUrl(baseUrl))) return false;
  if (value.length < LEAST_LENGTH || /\s/.test(value)) return false;
  if (isPlaceholder(value) || isPublicToken(value)) return false;
  return classesOf(value) >= 2 && entropyOf(value) >= 2.8;
}

/** True for addresses of this machine and of services beside it: no name outside a compose file or cluster lacks a dot. */
export function isLocalUrl(url: string): boolean {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i
    .exec(url.trim())?.[1]
    ?.toLowerCase();
  if (host === undefined) return false;
  if (/^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|\[::1?\]$)/.test(host)) return true;
  return !host.includes('.') || /\.(?:local|localhost|internal|svc|cluster\.local)$/.test(host);
}
