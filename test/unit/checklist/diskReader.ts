// The rule data of this repository, for tests that need the real checklist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RuleReader } from '../../../server/src/catalog/load';
import { type LoadedRules, loadRules } from '../../../server/src/checklist/rules/load';

const root = path.resolve(__dirname, '../../../rules');

export const diskReader: RuleReader = {
  list: (directory) =>
    existsSync(path.join(root, directory)) ? readdirSync(path.join(root, directory)) : [],
  read: (file) => readFileSync(path.join(root, file), 'utf8'),
};

/** The real checklist. */
export function loadReal(): LoadedRules {
  return loadRules(diskReader);
}
