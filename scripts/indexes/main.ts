// Command around the generated lists: `node dist/tools/generateIndexes.js [--check]`.

import { projectRoot } from '../editor/projectRoot';
import { generateIndexes } from './generate';

// esbuild.mjs requires this bundle as a module before it bundles anything else.
export { generateIndexes };

if (require.main === module) {
  const check = process.argv.includes('--check');
  const stale = generateIndexes(projectRoot, { check });
  for (const file of stale) console.log(check ? `stale: ${file} (npm run indexes)` : `written: ${file}`);
  if (check && stale.length > 0) process.exitCode = 1;
}
