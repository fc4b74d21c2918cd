// Globs of a manifest: they name paths inside its folder and never leave it.
import picomatch from 'picomatch';

/** Why a glob is refused, or undefined if it is fine. */
export function globFault(glob: string): string | undefined {
  const bare = glob.replace(/^!/, '');
  if (/^([/\\]|[A-Za-z]:)/.test(bare))
    return `"${glob}" is absolute; globs are relative to the folder of the manifest`;
  if (bare.split(/[/\\,{}()|]/).includes('..')) return `"${glob}" leaves the folder of the manifest`;
  return undefined;
}

/** True if a root-relative path lies in a folder ('' is the root). */
export function liesIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Makes a test for root-relative paths. A glob that is a directory covers what is in it. Faulty globs match nothing. */
export function createGlobTest(folder: string, globs: readonly string[]): (path: string) => boolean {
  const sound = globs
    .filter((glob) => globFault(glob) === undefined)
    .map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''));
  if (sound.length === 0) return () => false;
  const fits = picomatch([...sound, ...sound.map((glob) => `${glob}/**`)], { dot: true });
  return (path) => liesIn(path, folder) && fits(folder === '' ? path : path.slice(folder.length + 1));
}
