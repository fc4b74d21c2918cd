// One session of tests inside the extension host, through @vscode/test-electron: with an installed editor
// where there is one, else with a VS Code that it downloads.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { projectRoot, toolFile } from '../../scripts/editor/projectRoot';
import { canInstallEditors } from '../../scripts/editor/releases';
import { loadResults, RESULTS_FILE, type SessionResults } from './results';
import { createRunFolder } from './runFolder';

/** Resolves with the counts of the suite. Throws if it ended before its tests did. */
export async function runHostSession(version: string): Promise<SessionResults> {
  const folder = createRunFolder();
  try {
    const exit = await runTests({
      ...(canInstallEditors ? { vscodeExecutablePath: toolFile('launcher.js') } : { version }),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(projectRoot, 'dist', 'e2e', 'suite', 'index'),
      launchArgs: [
        folder.workspace,
        '--disable-extensions',
        `--user-data-dir=${folder.userData}`,
        `--extensions-dir=${folder.extensions}`,
      ],
      extensionTestsEnv: { [RESULTS_FILE]: folder.results, AIRWORTHY_EDITOR_VERSION: version },
    }).catch((error: Error) => error.message);
    const results = loadResults(folder.results);
    if (!results) throw new Error(`the extension host ended before its tests did (${exit})`);
    // The suite reports its failures; anything else that went wrong adds one.
    return exit === 0 || results.failed > 0 ? results : { ...results, failed: 1 };
  } finally {
    folder.remove();
  }
}
