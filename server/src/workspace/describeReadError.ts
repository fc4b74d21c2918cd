// Why reading failed, in words for people.

export const OUTSIDE = 'lies outside the root';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'not found',
  ELOOP: 'is a loop of symbolic links',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENAMETOOLONG: 'name too long',
  EBUSY: 'in use',
  EIO: 'the disk reported an error',
  ERR_FS_FILE_TOO_LARGE: 'too large to be read',
};

/** A short phrase for an error of the file system; never a path, never a stack. */
export function describeReadError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'cannot be read' : `cannot be read (${code})`);
}
