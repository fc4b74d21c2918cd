// A stamp for content that has no time of modification.

/** 32 bits of FNV-1a over the bytes: equal content, equal stamp. Not for security. */
export function contentStamp(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
