// The commands of package.json, and what each of them does.
import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import type { ChecklistNode, Grouping } from '../../server/src/protocol/children';
import { RESCAN } from '../../server/src/protocol/methods';
import type { ChecklistModel } from './checklistModel';
import type { ChecklistTree } from './checklistTree';
import type { Explanations } from './explanations';
import type { LanguageServer } from './languageServer';
import { repairNode } from './repair';

export interface CommandInput {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly server: LanguageServer;
  readonly model: ChecklistModel;
  readonly tree: ChecklistTree;
  readonly explanations: Explanations;
}

/** Where the grouping that someone chose is kept, by workspace. */
const GROUPING_KEY = 'airworthy.grouping';

export function storedGrouping(context: ExtensionContext): Grouping {
  return context.workspaceState.get<Grouping>(GROUPING_KEY) === 'status' ? 'status' : 'category';
}

/** Registers every command; to be disposed of by the caller. */
export function registerCommands(input: CommandInput): Disposable[] {
  const { context, log, server, model, tree } = input;
  const groupBy = async (grouping: Grouping): Promise<void> => {
    tree.groupBy(grouping);
    await context.workspaceState.update(GROUPING_KEY, grouping);
    await commands.executeCommand('setContext', GROUPING_KEY, grouping);
  };
  void commands.executeCommand('setContext', GROUPING_KEY, tree.grouping);
  return [
    commands.registerCommand('airworthy.restart', () => {
      model.clear();
      return server.restart();
    }),
    commands.registerCommand('airworthy.scanAnyway', () => server.start()),
    commands.registerCommand('airworthy.rescan', () => rescan(server)),
    commands.registerCommand('airworthy.showOutput', () => log.show()),
    commands.registerCommand('airworthy.groupByCategory', () => groupBy('category')),
    commands.registerCommand('airworthy.groupByStatus', () => groupBy('status')),
    commands.registerCommand('airworthy.explain', (node?: ChecklistNode) => explain(input, node)),
    commands.registerCommand('airworthy.fix', (node?: ChecklistNode) => fix(server, node)),
  ];
}

/** Where no server runs yet, starting one scans. */
async function rescan(server: LanguageServer): Promise<void> {
  if (server.phase === 'running') await server.client?.sendRequest(RESCAN, {});
  else await server.start();
}

async function explain({ model, explanations }: CommandInput, node?: ChecklistNode): Promise<void> {
  if (node) {
    const id = node.rule ?? node.item;
    if (id !== undefined) await explanations.show(id, node.root);
    return;
  }
  const picks = model.checklists.flatMap(({ root, name, items }) =>
    items.map((item) => ({
      label: item.title,
      description: `${item.id}, ${item.status}`,
      detail: name,
      item,
      root,
    })),
  );
  if (picks.length === 0) {
    await window.showInformationMessage('There is no checklist yet.');
    return;
  }
  const pick = await window.showQuickPick(picks, { placeHolder: 'Which item?', matchOnDescription: true });
  if (pick) await explanations.show(pick.item.id, pick.root);
}

async function fix(server: LanguageServer, node?: ChecklistNode): Promise<void> {
  if (node && server.client && server.phase === 'running') await repairNode(server.client, node);
}
