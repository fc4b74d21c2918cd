// The view of the sidebar around its tree: readiness above it, the badge on its icon, and the welcome text where there is nothing to show.
import { commands, type Disposable, type TreeView, window, workspace } from 'vscode';
import type { ChecklistNode } from '../../server/src/protocol/children';
import type { ChecklistModel } from './checklistModel';
import type { ChecklistTree } from './checklistTree';
import type { LanguageServer } from './languageServer';
import { findingsText, leftOutText, partsText, percentText, sumOf } from './readinessText';
import { viewPhaseOf } from './viewPhase';

export const VIEW_ID = 'airworthy.checklist';

/** Creates the view and keeps it up to date until it is disposed of. */
export function createChecklistView(
  tree: ChecklistTree,
  model: ChecklistModel,
  server: LanguageServer,
): Disposable[] {
  const view = window.createTreeView(VIEW_ID, { treeDataProvider: tree, showCollapseAll: true });
  const update = (): void => {
    showPhase(model, server);
    showReadiness(view, model);
  };
  update();
  return [
    view,
    model.onDidChange(() => {
      update();
      tree.refresh();
    }),
    server.onDidChange(update),
    workspace.onDidChangeWorkspaceFolders(update),
  ];
}

function showPhase(model: ChecklistModel, server: LanguageServer): void {
  const phase = viewPhaseOf(server.phase, workspace.workspaceFolders?.length ?? 0, model.state);
  void commands.executeCommand('setContext', 'airworthy.phase', phase);
}

function showReadiness(view: TreeView<ChecklistNode>, model: ChecklistModel): void {
  const sum = sumOf(model.checklists);
  if (!sum) {
    view.description = undefined;
    view.message = undefined;
    view.badge = undefined;
    return;
  }
  const { readiness } = sum;
  const leftOut = leftOutText(readiness);
  view.description = percentText(readiness);
  view.message = `${percentText(readiness)} ready: ${partsText(readiness)}${leftOut ? ` (${leftOut})` : ''}`;
  const { failing } = readiness;
  view.badge =
    failing > 0
      ? {
          value: failing,
          tooltip: `${failing} failing ${failing === 1 ? 'item' : 'items'}, ${findingsText(sum)}`,
        }
      : undefined;
}
