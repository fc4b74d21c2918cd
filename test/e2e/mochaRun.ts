// Running the bundled test files of one folder with Mocha; the same for both kinds of session.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { type SessionResults, toResults } from './results';

/** Runs every `*.test.js` of a folder in the order of their names; AIRWORTHY_E2E_GREP leaves out tests whose titles do not match. */
export async function runFolder(folder: string, options: Mocha.MochaOptions): Promise<SessionResults> {
  const mocha = new Mocha({ ui: 'tdd', color: false, reporter: 'spec', ...options });
  const grep = process.env.AIRWORTHY_E2E_GREP;
  if (grep) mocha.grep(new RegExp(grep));
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.js'));
  for (const name of files.sort()) mocha.addFile(path.join(folder, name));
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const results = toResults(runner.stats);
      // Unloads the files: another session in this process runs them again.
      mocha.dispose();
      resolve(results);
    });
  });
}
