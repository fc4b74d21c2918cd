// The folders that are open, and their coming and going.
import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { toUri } from '../text/uri';
import type { ClientAbilities } from './clientAbilities';
import type { Feature } from './feature';
import { attempt } from './guard';
import type { Session } from './session';

export const feature: Feature = { capabilities, start: () => {}, opened };

function capabilities(client: ClientAbilities): ServerCapabilities {
  if (!client.workspaceFolders) return {};
  return { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } };
}

/** Folders named by the first message, for editors that cannot be asked. As URIs. */
export function initialFolders(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  // Older editors know one folder only, and the oldest of them by path.
  if (params.rootUri) return [params.rootUri];
  return params.rootPath ? [toUri(params.rootPath)] : [];
}

async function opened(session: Session): Promise<void> {
  const { connection, client, log } = session;
  if (!client.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders((event) => {
    void attempt(log, 'Changing the open folders', () => {
      const { added, removed } = event;
      return session.roots.changeFolders(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      );
    });
  });
}
