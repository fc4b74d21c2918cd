// Starts the server where an agent may be, after a short look, and later when one comes into sight.
import { type Disposable, workspace } from 'vscode';
import { sourceNamesAgent } from './agentSigns';
import type { LanguageServer } from './languageServer';
import { lookForAgent } from './lookForAgent';

const LIMIT_MS = 100;

/** Looks once now, and at each document and folder that is opened until the server runs. */
export function startWhereNeeded(server: LanguageServer): Disposable[] {
  const isIdle = (): boolean => server.phase === 'looking' || server.phase === 'notStarted';
  const look = async (): Promise<void> => {
    const folders = (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const openTexts = workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'file')
      .map((document) => document.getText());
    if (folders.length > 0 && isIdle() && (await lookForAgent({ folders, openTexts, limitMs: LIMIT_MS })))
      await server.start();
    else server.leaveOut();
  };
  void look();
  return [
    workspace.onDidChangeWorkspaceFolders(() => {
      if (isIdle()) void look();
    }),
    workspace.onDidOpenTextDocument((document) => {
      const isInside = document.uri.scheme === 'file' && workspace.getWorkspaceFolder(document.uri);
      if (isIdle() && isInside && sourceNamesAgent(document.getText())) void server.start();
    }),
  ];
}
