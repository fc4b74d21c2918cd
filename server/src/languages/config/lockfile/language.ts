// Lockfiles of all package managers to one map: package name to resolved version. Nothing else of them is kept.
import type { Language } from '../../language';
import type { ConfigSummary } from '../../summary/config';
import { configFormatOf } from '../configFormat';
import { createConfigSummary, createFailedSummary } from '../configSummary';
import { isTooDeepJson } from '../json/language';
import { readBun, readNpm, readPipfile } from './jsonLockfiles';
import { readPnpm } from './pnpm';
import { readPythonPackages } from './pythonPackages';
import { createVersionTable, type VersionTable } from './versionTable';
import { readYarn } from './yarn';

export const language: Language = {
  id: 'lockfile',
  family: 'config',
  matches: (path) => configFormatOf(path) === 'lockfile',
  prepare: async () => {},
  summarise: summariseLockfile,
};

type Reader = (text: string, table: VersionTable) => void;

const READERS: Readonly<Record<string, Reader>> = {
  'package-lock.json': readNpm,
  'npm-shrinkwrap.json': readNpm,
  'pnpm-lock.yaml': readPnpm,
  'yarn.lock': readYarn,
  'bun.lock': readBun,
  'uv.lock': readPythonPackages,
  'poetry.lock': readPythonPackages,
  'pipfile.lock': readPipfile,
};

const JSON_READERS: ReadonlySet<Reader> = new Set([readNpm, readBun, readPipfile]);

function summariseLockfile(path: string, text: string): ConfigSummary {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const read = READERS[name];
  if (!read) return createFailedSummary(path, 'lockfile', text, 'no reader for this lockfile');
  if (JSON_READERS.has(read) && isTooDeepJson(text)) {
    return createFailedSummary(path, 'lockfile', text, 'nested too deeply');
  }
  const table = createVersionTable();
  read(text, table);
  return createConfigSummary(path, 'lockfile', text, { documents: [table.toNode(text.length)] });
}
