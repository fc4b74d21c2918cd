// The format of `.git/index`, versions 2, 3 and 4 (git's documentation: gitformat-index). Paths only.
import { createHash } from 'node:crypto';

/** An index that cannot be read, or that does not list every file; the message says why. */
export class GitIndexError extends Error {}

const HEADER_BYTES = 12;
/** Times, device, inode, mode, owner and size of an entry. */
const STAT_BYTES = 40;
const MODE_OFFSET = 24;
const EXTENDED = 0x4000;
const GITLINK = 0o160000;
const TREE = 0o040000;

interface Cursor {
  at: number;
  /** The path before, which version 4 shortens the next one against. */
  previous: Uint8Array;
}

/**
 * Paths of the tracked files relative to the top of the work tree, in index order; submodules are no files.
 * `hashBytes` is 20 for SHA-1 and 32 for SHA-256 repositories. Throws GitIndexError.
 */
export function parseGitIndex(bytes: Uint8Array, hashBytes: 20 | 32): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - hashBytes;
  if (end < HEADER_BYTES || view.getUint32(0) !== 0x44495243)
    throw new GitIndexError('the git index is not one');
  const version = view.getUint32(4);
  if (version < 2 || version > 4)
    throw new GitIndexError(`the git index has version ${version}, which is not known`);
  checkSum(bytes, end, hashBytes);
  const decoder = new TextDecoder();
  const paths: string[] = [];
  const cursor: Cursor = { at: HEADER_BYTES, previous: new Uint8Array(0) };
  const count = view.getUint32(8);
  for (let i = 0; i < count; i++) {
    const start = cursor.at;
    if (start + STAT_BYTES + hashBytes + 2 > end) throw truncated();
    const type = view.getUint32(start + MODE_OFFSET) & 0o170000;
    if (type === TREE) throw new GitIndexError('the git index is sparse: it lists folders instead of files');
    cursor.previous = readPath(bytes, view, version, cursor, hashBytes, end);
    if (type !== GITLINK) paths.push(decoder.decode(cursor.previous));
  }
  checkExtensions(view, cursor.at, end);
  return paths;
}

/** Reads the path of the entry at the cursor and moves the cursor to the next entry. */
function readPath(
  bytes: Uint8Array,
  view: DataView,
  version: number,
  cursor: Cursor,
  hashBytes: number,
  end: number,
): Uint8Array {
  const start = cursor.at;
  const flagsAt = start + STAT_BYTES + hashBytes;
  const extended = version >= 3 && (view.getUint16(flagsAt) & EXTENDED) !== 0;
  cursor.at = flagsAt + (extended ? 4 : 2);
  const kept = version === 4 ? cursor.previous.subarray(0, readKept(bytes, cursor, end)) : new Uint8Array(0);
  const nul = bytes.indexOf(0, cursor.at);
  if (nul === -1 || nul >= end) throw truncated();
  const rest = bytes.subarray(cursor.at, nul);
  // Before version 4 an entry is filled with one to eight NULs to a multiple of eight bytes.
  cursor.at = version === 4 ? nul + 1 : start + (Math.floor((nul - start) / 8) + 1) * 8;
  if (kept.length === 0) return rest;
  const path = new Uint8Array(kept.length + rest.length);
  path.set(kept);
  path.set(rest, kept.length);
  return path;
}

/** How many bytes of the previous path are kept: its length less a number in git's variable-width encoding. */
function readKept(bytes: Uint8Array, cursor: Cursor, end: number): number {
  let byte = bytes[cursor.at++] ?? 0;
  let dropped = byte & 0x7f;
  while (byte & 0x80) {
    if (cursor.at >= end) throw truncated();
    byte = bytes[cursor.at++] ?? 0;
    dropped = (dropped + 1) * 128 + (byte & 0x7f);
  }
  const kept = cursor.previous.length - dropped;
  if (kept < 0) throw new GitIndexError('the git index is damaged');
  return kept;
}

/** Extensions follow the entries; one with a small first letter changes what the entries mean. */
function checkExtensions(view: DataView, from: number, end: number): void {
  let at = from;
  while (at + 8 <= end) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
    if (name === 'link') throw new GitIndexError('the git index is split over two files');
    if (name === 'sdir')
      throw new GitIndexError('the git index is sparse: it lists folders instead of files');
    if (!/^[A-Z]/.test(name))
      throw new GitIndexError(`the git index has an extension "${name}" that is not known`);
    at += 8 + view.getUint32(at + 4);
  }
  if (at !== end) throw truncated();
}

/** The checksum at the end; all zeros where git is told to leave it out. */
function checkSum(bytes: Uint8Array, end: number, hashBytes: number): void {
  const written = bytes.subarray(end);
  if (written.every((byte) => byte === 0)) return;
  const computed = createHash(hashBytes === 32 ? 'sha256' : 'sha1')
    .update(bytes.subarray(0, end))
    .digest();
  if (!computed.equals(written)) throw new GitIndexError('the git index is damaged');
}

function truncated(): GitIndexError {
  return new GitIndexError('the git index ends too early');
}
