// Which build of a program this is.
import { statSync } from 'node:fs';

/** Another one for every build of a bundle. */
export function bundleStamp(bundle: string, version: string): string {
  const { size, mtimeMs } = statSync(bundle);
  return `${version} ${size} ${mtimeMs}`;
}
