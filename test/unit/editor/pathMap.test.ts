import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInside, PathMap } from '../../../server/src/editor/pathMap';
import { toUri } from '../../../server/src/text/uri';

const at = (path: string): string => resolve(path);
const uri = (path: string): string => toUri(at(path));

describe('PathMap', () => {
  const map = new PathMap(at('/real/repo'), [
    { given: at('/link/api'), real: at('/real/repo/services/api') },
    { given: at('/real/repo/web'), real: at('/real/repo/web') },
  ]);

  it('finds the path behind a folder that was opened through a link, and back', () => {
    expect(map.toPath(uri('/link/api/src/a b.ts'))).toBe('services/api/src/a b.ts');
    expect(map.toUri('services/api/src/a b.ts')).toBe(uri('/link/api/src/a b.ts'));
  });

  it('knows what lies in the root but in no opened folder', () => {
    expect(map.toPath(uri('/real/repo/package.json'))).toBe('package.json');
    expect(map.isOpened('package.json')).toBe(false);
    expect(map.isOpened('web/index.ts')).toBe(true);
    expect(map.toUri('package.json')).toBe(uri('/real/repo/package.json'));
  });

  it('knows nothing of other places and schemes', () => {
    expect(map.toPath(uri('/real/repository/a.ts'))).toBeUndefined();
    expect(map.toPath('untitled:Untitled-1')).toBeUndefined();
    expect(map.toPath('file://%zz')).toBeUndefined();
  });
});

describe('isInside', () => {
  it('goes by folders, not by the beginning of names', () => {
    expect(isInside(at('/a'), at('/a'))).toBe(true);
    expect(isInside(at('/a'), at('/a/..b'))).toBe(true);
    expect(isInside(at('/a'), at('/ab'))).toBe(false);
    expect(isInside(at('/a/b'), at('/a'))).toBe(false);
  });
});
