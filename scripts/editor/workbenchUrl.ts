// The address under which the server shows a folder, a file, an extension under development, a test suite.
import path from 'node:path';
import type { EditorServer } from './editorServer';

/** What the workbench shall open; all paths absolute. */
export interface WorkbenchContent {
  /** A folder or a `.code-workspace` file; neither opens an empty window. */
  readonly folder?: string;
  readonly workspace?: string;
  readonly file?: string;
  readonly extensionsUnderDevelopment: readonly string[];
  /** Module with the suite that runs in the extension host. */
  readonly tests?: string;
}

/** The address, with the server's token in it. */
export function workbenchUrl(
  server: Pick<EditorServer, 'authority' | 'token'>,
  content: WorkbenchContent,
): string {
  const remote = (file: string) =>
    `vscode-remote://${server.authority}${file.split(path.sep).map(encodeURIComponent).join('/')}`;
  const payload = content.extensionsUnderDevelopment.map((file) => [
    'extensionDevelopmentPath',
    remote(file),
  ]);
  if (content.tests) payload.push(['extensionTestsPath', remote(content.tests)]);
  if (content.file) payload.push(['openFile', remote(content.file)]);

  const url = new URL(`http://${server.authority}/`);
  url.searchParams.set('tkn', server.token);
  if (content.workspace) url.searchParams.set('workspace', content.workspace);
  else if (content.folder) url.searchParams.set('folder', content.folder);
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
