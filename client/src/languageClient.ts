// A client for the language server: which program it starts, what it is told, how it speaks up.
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { documentSelector } from './documentSelector';

/** Heap that one workspace may take before the server ends itself and is started again. */
const HEAP_LIMIT_MB = 1536;

/** A client for `dist/server.js` beside this bundle; not started yet. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const options = { execArgv: [`--max-old-space-size=${HEAP_LIMIT_MB}`] };
  return new QuietClient(
    'airworthy',
    'Airworthy',
    {
      run: { module, transport: TransportKind.ipc, options },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=0'] } },
    },
    {
      documentSelector,
      outputChannel: log,
      // A failing server writes to its log; it must not pull the output panel over someone's work.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // Without it the library shows what the server said; the start fails all the same.
      initializationFailedHandler: () => false,
    },
  );
}

/** The library shows some errors as they come. Ours go to the log, and `LanguageServer` tells people what they mean. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
