// The rules of nested .gitignore files, as one growing list. Knows patterns, reads no files.
import createIgnore, { type Ignore } from 'ignore';

export interface IgnoreRules {
  /** True if the file or folder at `path` (relative to the root) is ignored, itself or with a folder above it. */
  ignores(path: string, isFolder: boolean): boolean;
  /** These rules and, after them, those of an ignore file with this text in `folder`. */
  with(folder: string, text: string): IgnoreRules;
}

export const NO_RULES: IgnoreRules = createRules(undefined);

function createRules(list: Ignore | undefined): IgnoreRules {
  return {
    ignores: (path, isFolder) => list?.ignores(isFolder ? `${path}/` : path) ?? false,
    with(folder, text) {
      const patterns = text.split(/\r?\n/).map((line) => toRootPattern(folder, line));
      const longer = createIgnore({ ignorecase: false, allowRelativePaths: true });
      if (list) longer.add(list);
      longer.add(patterns.filter((pattern) => pattern !== undefined));
      return createRules(longer);
    },
  };
}

/**
 * A pattern of `folder/.gitignore` as it would be written in the root's: later files can then take back what earlier
 * ones said, in one list, as git does it.
 */
function toRootPattern(folder: string, line: string): string | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  if (folder === '') return line;
  const negated = line.startsWith('!');
  const body = negated ? line.slice(1) : line;
  const inner = body.trimEnd();
  const isAnchored = inner.slice(0, -1).includes('/');
  const prefix = `/${folder.replace(/[\\*?[\]]/g, '\\$&')}/`;
  const rest = isAnchored ? body.replace(/^\//, '') : `**/${body}`;
  return `${negated ? '!' : ''}${prefix}${rest}`;
}
