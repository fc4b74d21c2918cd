// The language server over a connection: the handshake, and the features it consists of. Which program this runs in is not its business.
import {
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Log } from '../workspace/ports';
import { readSettings } from '../workspace/settings';
import { readAbilities } from './clientAbilities';
import { sectionOf } from './configuration';
import type { Feature } from './feature';
import { initialFolders } from './folders';
import { attempt } from './guard';
import type { Host } from './host';
import { features } from './index.generated';
import { Session } from './session';

/** Answers `connection` until it ends. The caller has created it and begins to listen after this. */
export function startServer(connection: Connection, host: Host, log: Log): void {
  const documents = new TextDocuments(TextDocument);
  let session: Session | undefined;
  let folders: readonly string[] = [];
  connection.onInitialize((params: InitializeParams) => {
    const client = readAbilities(params.capabilities);
    folders = initialFolders(params);
    session = new Session({ connection, documents, client, host, log });
    session.settings = readSettings(sectionOf(params.initializationOptions)).settings;
    for (const feature of features) feature.start(session);
    return {
      serverInfo: { name: 'airworthy', version: host.version },
      capabilities: capabilitiesOf(features, session),
    };
  });
  connection.onInitialized(() => void attempt(log, 'Starting', () => open(session, folders)));
  connection.onShutdown(() => session?.roots.dispose());
  documents.listen(connection);
}

async function open(session: Session | undefined, folders: readonly string[]): Promise<void> {
  if (!session) return;
  for (const feature of features)
    if (feature.opened) await attempt(session.log, 'Starting a feature', () => feature.opened?.(session));
  await session.roots.setFolders(folders);
}

function capabilitiesOf(all: readonly Feature[], session: Session): ServerCapabilities {
  const parts = all.map(({ capabilities }) => capabilities?.(session.client) ?? {});
  return Object.assign(
    {
      positionEncoding: 'utf-16',
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
    },
    ...parts,
  );
}
