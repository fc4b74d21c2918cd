// Folders of one session: a copy of the sample workspace, so that tests may write to it, and fresh editor data.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../scripts/editor/projectRoot';
import { writeUserSettings } from '../../scripts/editor/userSettings';

export interface RunFolder {
  readonly workspace: string;
  readonly userData: string;
  readonly extensions: string;
  readonly results: string;
  remove(): void;
}

/** AIRWORTHY_E2E_WORKSPACE names another folder to copy; `settings` go to the user settings of the editor. */
export function createRunFolder(settings: Readonly<Record<string, unknown>> = {}): RunFolder {
  const sample =
    process.env.AIRWORTHY_E2E_WORKSPACE || path.join(projectRoot, 'test', 'workspaces', 'support-agent');
  if (!existsSync(sample)) throw new Error(`there is no sample workspace ${sample}`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-e2e-'));
  const workspace = path.join(folder, path.basename(sample));
  cpSync(sample, workspace, { recursive: true });
  mkdirSync(path.join(folder, 'extensions'));
  // The packages of the sample are not installed, so whatever TypeScript says about it is beside the point.
  writeUserSettings(path.join(folder, 'user'), { 'typescript.validate.enable': false, ...settings });
  return {
    workspace,
    userData: path.join(folder, 'user'),
    extensions: path.join(folder, 'extensions'),
    results: path.join(folder, 'results.json'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
