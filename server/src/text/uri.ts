// File paths to `file:` URIs and back, and root-relative paths with forward slashes.
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export function toUri(absolutePath: string): string {
  return pathToFileURL(absolutePath).href;
}

/** The absolute path of a `file:` URI, or undefined for any other scheme. */
export function fromUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** `absolutePath` relative to `root`, with `/`; the empty string for the root itself. */
export function toRelative(root: string, absolutePath: string): string {
  return relative(root, absolutePath).split(sep).join('/');
}

export function toAbsolute(root: string, relativePath: string): string {
  return resolve(root, ...relativePath.split('/'));
}
