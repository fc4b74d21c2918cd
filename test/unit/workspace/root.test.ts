import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGitDirReader } from '../../../server/src/workspace/gitDir';
import { findRoot } from '../../../server/src/workspace/root';
import { createTemporaryFolder } from './temporaryFolder';

describe('findRoot', () => {
  const folder = createTemporaryFolder();
  const at = (path: string) => join(folder.path, path);
  const rootOf = async (path: string) => {
    const { root, decidedBy } = await findRoot(at(path), createGitDirReader());
    return [root.slice(folder.path.length + 1), decidedBy];
  };
  folder.write('airworthy.yaml');
  folder.write('repo/apps/web/src/a.ts');
  folder.git('repo', 'init', '-q');
  folder.write('loose/deep/a.ts');

  it('is the top of the work tree without a manifest in it', async () => {
    expect(await rootOf('repo/apps/web')).toEqual(['repo', 'work tree']);
    expect(await rootOf('repo/apps/web/src/a.ts')).toEqual(['repo', 'work tree']);
    expect(await rootOf('repo')).toEqual(['repo', 'work tree']);
  });

  it('is the folder of the outermost manifest inside the work tree', async () => {
    folder.write('repo/apps/web/airworthy.yaml');
    expect(await rootOf('repo/apps/web/src')).toEqual(['repo/apps/web', 'manifest']);
    folder.write('repo/apps/airworthy.yaml');
    expect(await rootOf('repo/apps/web/src')).toEqual(['repo/apps', 'manifest']);
    expect(await rootOf('repo')).toEqual(['repo', 'work tree']);
  });

  it('is the argument outside a work tree', async () => {
    expect(await rootOf('loose/deep')).toEqual(['loose/deep', 'argument']);
    expect(await rootOf('loose/deep/a.ts')).toEqual(['loose/deep', 'argument']);
    folder.write('loose/deep/airworthy.yaml');
    expect(await rootOf('loose/deep')).toEqual(['loose/deep', 'manifest']);
  });

  it('refuses a path that is not there', async () => {
    await expect(findRoot(at('none'), createGitDirReader())).rejects.toMatchObject({ why: 'not found' });
    await expect(findRoot('/dev/null', createGitDirReader())).rejects.toMatchObject({
      why: process.platform === 'win32' ? 'not found' : 'is neither a file nor a folder',
    });
  });
});
