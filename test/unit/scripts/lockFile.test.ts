// The lock file serves every platform. npm leaves out platform packages that its registry did not offer when the
// lock file was written, and `npm ci` then refuses to install anywhere.
import { describe, expect, test } from 'vitest';
import lock from '../../../package-lock.json';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, LockedPackage | undefined>> = lock.packages;

/** The entry that `name` means inside the package at `from`: the nearest folder of packages upwards. */
function locked(from: string, name: string): LockedPackage | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const entry = packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
    if (entry || folder === '') return entry;
  }
}

describe('package-lock.json', () => {
  test('has a version of every optional package', () => {
    const missing = Object.entries(packages).flatMap(([from, entry]) =>
      Object.keys(entry?.optionalDependencies ?? {})
        .filter((name) => !locked(from, name)?.version)
        .map((name) => `${from}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
