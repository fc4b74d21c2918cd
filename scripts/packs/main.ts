// Writes the packs of the rules directory as one text: reading their YAML at each start would take seconds.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCompiledPacks } from '../../server/src/engine/ruleData';

/** Writes `dist/packs.json` below the root. Throws, naming the place, if a pack has a fault. */
export function writePacks(root: string): void {
  writeFileSync(join(root, 'dist', 'packs.json'), createCompiledPacks(join(root, 'rules')));
}
