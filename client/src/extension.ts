// Where VS Code starts the extension. Only wiring: what is wired lives in the modules beside this one.
// The end needs none: VS Code disposes of the subscriptions, the client with its server among them.
import { commands, type ExtensionContext, window } from 'vscode';
import { createLanguageClient, restart, start } from './languageClient';

/** Starts the language server. Never throws: a server that does not start must not hide the commands. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Airworthy', { log: true });
  const client = createLanguageClient(context, log);
  context.subscriptions.push(
    log,
    client,
    commands.registerCommand('airworthy.restart', () => restart(client, log)),
    commands.registerCommand('airworthy.showLog', () => log.show()),
  );
  await start(client, log);
}
