// The language server as the extension sees it: how it is started, what it is told, what happens when it fails.
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { window } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { documentSelector } from './documentSelector';
import { createFileWatchers } from './fileWatchers';

/** Heap that one workspace may take before the server ends itself and is started again. */
const HEAP_LIMIT_MB = 1536;

/** A client for `dist/server.js` beside this bundle; not started yet. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const options = { execArgv: [`--max-old-space-size=${HEAP_LIMIT_MB}`] };
  return new LanguageClient(
    'airworthy',
    'Airworthy',
    {
      run: { module, transport: TransportKind.ipc, options },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=0'] } },
    },
    {
      documentSelector,
      synchronize: { fileEvents: createFileWatchers(context) },
      outputChannel: log,
      // A failing server writes to its log; it must not pull the output panel over someone's work.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
}

/** Starts the client; a failure is shown to the user and logged, not thrown. */
export async function start(client: LanguageClient, log: LogOutputChannel): Promise<void> {
  await attempt('start', () => client.start(), log);
}

/** Ends the server, if it runs, and starts a new one. */
export async function restart(client: LanguageClient, log: LogOutputChannel): Promise<void> {
  await attempt('restart', () => client.restart(), log);
}

async function attempt(what: string, work: () => Promise<void>, log: LogOutputChannel): Promise<void> {
  try {
    await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error(`The language server did not ${what}: ${why}`);
    // Not awaited: the message stays until someone closes it.
    void offerLog(`Airworthy could not ${what} its language server: ${why}`, log);
  }
}

async function offerLog(message: string, log: LogOutputChannel): Promise<void> {
  const showLog = 'Show Log';
  if ((await window.showErrorMessage(message, showLog)) === showLog) log.show();
}
