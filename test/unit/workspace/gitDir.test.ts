import { describe, expect, it } from 'vitest';
import { findGitDir, type GitDirReader } from '../../../server/src/workspace/gitDir';

/** A reader over texts by absolute path; folders exist where files lie below them. */
function reader(files: Record<string, string>): GitDirReader {
  const paths = Object.keys(files);
  return {
    read: async (path) => (path in files ? new TextEncoder().encode(files[path]) : undefined),
    kind: async (path) => {
      if (path in files) return 'file';
      return paths.some((file) => file.startsWith(`${path}/`)) ? 'directory' : undefined;
    },
    real: async (path) => path,
  };
}

describe.skipIf(process.platform === 'win32')('findGitDir', () => {
  it('looks upwards for a git directory', async () => {
    const files = reader({ '/r/.git/HEAD': 'x', '/r/a/b/c.ts': '' });
    expect(await findGitDir('/r/a/b', files)).toEqual({
      workTree: '/r',
      gitDir: '/r/.git',
      commonDir: '/r/.git',
    });
    expect(await findGitDir('/other', files)).toBeUndefined();
  });

  it('passes over a .git folder that is no repository', async () => {
    const files = reader({ '/r/.git/HEAD': 'x', '/r/a/.git/notes': '' });
    expect(await findGitDir('/r/a', files)).toMatchObject({ workTree: '/r' });
  });

  it('follows a .git file, with the common directory of a linked work tree', async () => {
    const files = reader({
      '/w/.git': 'gitdir: ../r/.git/worktrees/w\r\n',
      '/r/.git/worktrees/w/HEAD': 'x',
      '/r/.git/worktrees/w/commondir': '../..\n',
    });
    expect(await findGitDir('/w', files)).toEqual({
      workTree: '/w',
      gitDir: '/r/.git/worktrees/w',
      commonDir: '/r/.git',
    });
  });

  it('says why a .git file leads nowhere', async () => {
    expect(await findGitDir('/w', reader({ '/w/.git': '' }))).toMatchObject({ why: /does not name/ });
    expect(await findGitDir('/w', reader({ '/w/.git': 'gitdir: /gone' }))).toMatchObject({
      why: /not there/,
    });
  });
});
