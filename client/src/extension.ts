// Where VS Code starts the extension. Only wiring: what is wired lives in the modules beside this one.
// The end needs none: VS Code disposes of the subscriptions, the server among them.
import { type ExtensionContext, window } from 'vscode';
import { ChecklistModel } from './checklistModel';
import { ChecklistTree } from './checklistTree';
import { createChecklistView } from './checklistView';
import { registerCommands, storedGrouping } from './commands';
import { Explanations } from './explanations';
import { createLanguageClient } from './languageClient';
import { LanguageServer } from './languageServer';
import { startWhereNeeded } from './startWhereNeeded';
import { createStatusBar } from './statusBar';

/** Shows what there is to show and starts the language server where it may be needed. Never throws. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Airworthy', { log: true });
  const model = new ChecklistModel();
  const server = new LanguageServer(() => {
    const client = createLanguageClient(context, log);
    model.follow(client);
    return client;
  }, log);
  const tree = new ChecklistTree(() => server.client, storedGrouping(context));
  const explanations = new Explanations(() => server.client, model);
  context.subscriptions.push(
    log,
    model,
    tree,
    explanations,
    server,
    ...createChecklistView(tree, model, server),
    ...createStatusBar(model, server),
    ...registerCommands({ context, log, server, model, tree, explanations }),
    ...startWhereNeeded(server),
  );
}
