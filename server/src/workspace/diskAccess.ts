// Whether files below a root may be written, asked of the disk.
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';

/** For an existing file its own permission, else that of the nearest folder above it. Links that leave the root are `outside`. */
export function createDiskAccess(
  root: string,
): (path: string) => Promise<'writable' | 'read-only' | 'outside'> {
  return async (path) => {
    const top = await realpath(root);
    let target = resolve(top, ...path.split('/'));
    while (!(await exists(target)) && target !== top) target = dirname(target);
    const real = await realpath(target).catch(() => undefined);
    const inside = real === undefined ? '..' : relative(top, real);
    if (inside === '..' || inside.startsWith(`..${sep}`)) return 'outside';
    return access(real!, constants.W_OK).then(
      () => 'writable' as const,
      () => 'read-only' as const,
    );
  };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
