// The arguments of the desktop executable, as far as they have a meaning for a workbench in a browser.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { WorkbenchContent } from './workbenchUrl';

export interface DesktopArguments {
  readonly content: WorkbenchContent;
  readonly userData?: string;
  readonly extensions?: string;
}

/** Reads `--name=value` and plain paths; flags of the desktop application are passed over. */
export function parseDesktopArguments(args: readonly string[]): DesktopArguments {
  const value = (name: string) => valuesOf(args, name).at(-1);
  const plain = args.filter((arg) => !arg.startsWith('--')).map((arg) => path.resolve(arg));
  const isFolder = (file: string) => existsSync(file) && statSync(file).isDirectory();
  const workspace = plain.find((file) => file.endsWith('.code-workspace'));
  const folder = plain.find(isFolder);
  return {
    content: {
      folder,
      workspace,
      file: plain.find((file) => file !== workspace && !isFolder(file)),
      extensionsUnderDevelopment: valuesOf(args, 'extensionDevelopmentPath').map((file) =>
        path.resolve(file),
      ),
      tests: value('extensionTestsPath'),
    },
    userData: value('user-data-dir'),
    extensions: value('extensions-dir'),
  };
}

function valuesOf(args: readonly string[], name: string): string[] {
  const start = `--${name}=`;
  return args.filter((arg) => arg.startsWith(start)).map((arg) => arg.slice(start.length));
}
