// A folder on the disk for one test file, removed afterwards.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface TemporaryFolder {
  readonly path: string;
  write(path: string, content?: string | Uint8Array): void;
  /** Runs git in a folder below; only tests do this, to have something to compare with. */
  git(folder: string, ...args: string[]): string;
}

export function createTemporaryFolder(): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-')));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'core.hooksPath=/dev/null'];
  return {
    path,
    write(file, content = '') {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), content);
    },
    git: (folder, ...args) =>
      execFileSync(
        'git',
        ['-C', join(path, folder), ...identity, '-c', 'protocol.file.allow=always', ...args],
        {
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
        },
      ).toString(),
  };
}
