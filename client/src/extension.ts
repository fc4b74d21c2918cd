// Where VS Code starts the extension. Only wiring: what is wired lives in the modules beside this one.
// The end needs none: VS Code disposes of the subscriptions, the server among them.
import { commands, type ExtensionContext, window } from 'vscode';
import { createFileWatchers } from './fileWatchers';
import { createLanguageClient } from './languageClient';
import { LanguageServer } from './languageServer';

/** Starts the language server. Never throws: a server that does not start must not hide the commands. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Airworthy', { log: true });
  const fileWatchers = createFileWatchers();
  const server = new LanguageServer(() => createLanguageClient(context, log, fileWatchers), log);
  context.subscriptions.push(
    log,
    ...fileWatchers,
    server,
    commands.registerCommand('airworthy.restart', () => server.restart()),
    commands.registerCommand('airworthy.showLog', () => log.show()),
  );
  await server.restart();
}
