// Where the repository lies, for the tools that are bundled into dist/.
import path from 'node:path';

/** Bundles lie in dist/tools and dist/e2e, this source in scripts/editor: always two folders below the root. */
export const projectRoot = path.resolve(__dirname, '..', '..');

/** A file that esbuild.mjs put into dist/tools. */
export const toolFile = (name: string): string => path.join(projectRoot, 'dist', 'tools', name);
