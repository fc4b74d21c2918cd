// A node of the checklist as an item of the editor's tree.
import { Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { ChecklistNode, NodeLocation } from '../../server/src/protocol/children';
import { contextOf } from './nodeContext';
import { iconOf } from './statusIcons';

export function toTreeItem(node: ChecklistNode): TreeItem {
  const collapsible = node.address ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(node.label, collapsible);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = contextOf(node);
  const icon = iconOf(node);
  if (icon) item.iconPath = new ThemeIcon(icon.icon, icon.color ? new ThemeColor(icon.color) : undefined);
  if (node.location) {
    item.command = { command: 'vscode.open', title: 'Open', arguments: openArguments(node.location) };
  }
  item.accessibilityInformation = {
    label: [node.status ?? node.severity, node.label, node.description].filter(Boolean).join(', '),
  };
  return item;
}

function openArguments({ uri, range }: NodeLocation): unknown[] {
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  return [Uri.parse(uri, true), { selection, preview: true }];
}
