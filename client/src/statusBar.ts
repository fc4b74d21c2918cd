// The item in the status bar: readiness, and the way to the sidebar.
import { type Disposable, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import type { ChecklistModel } from './checklistModel';
import { VIEW_ID } from './checklistView';
import type { LanguageServer } from './languageServer';
import { findingsText, partsText, statusBarText, sumOf } from './readinessText';

/** Below the language and problems of the editor, above what merely informs. */
const PRIORITY = 40;

export function createStatusBar(model: ChecklistModel, server: LanguageServer): Disposable[] {
  const item = window.createStatusBarItem('airworthy.readiness', StatusBarAlignment.Left, PRIORITY);
  item.name = 'Airworthy';
  item.command = `${VIEW_ID}.focus`;
  const update = (): void => show(item, model, server);
  update();
  return [item, model.onDidChange(update), server.onDidChange(update)];
}

function show(item: StatusBarItem, model: ChecklistModel, server: LanguageServer): void {
  const sum = sumOf(model.checklists);
  const isScanning = model.state?.roots.some(({ phase }) => phase === 'scanning') ?? false;
  if (server.phase === 'failed') {
    item.text = '$(warning) Airworthy stopped';
    item.tooltip = 'The language server of Airworthy does not run.';
  } else if (sum) {
    item.text = statusBarText(sum);
    item.tooltip = `Readiness: ${partsText(sum.readiness)}\n${findingsText(sum)}`;
  } else if (isScanning) {
    item.text = '$(sync~spin) Airworthy';
    item.tooltip = 'Airworthy scans the workspace.';
  } else {
    item.hide();
    return;
  }
  item.show();
}
