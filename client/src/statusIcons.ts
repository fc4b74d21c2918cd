// Which icon and colour of the editor's theme stands for what. Names only.
import type { ItemStatus } from '../../server/src/protocol/checklist';
import type { ChecklistNode, FindingSeverity, NodeKind } from '../../server/src/protocol/children';

export interface IconName {
  /** Name of a codicon. */
  readonly icon: string;
  /** Name of a theme colour. */
  readonly color?: string;
}

const STATUS_ICONS: Readonly<Record<ItemStatus, IconName>> = {
  failing: { icon: 'error', color: 'list.errorForeground' },
  missing: { icon: 'circle-large-outline', color: 'list.warningForeground' },
  unknown: { icon: 'question', color: 'charts.blue' },
  'not-checked': { icon: 'circle-small', color: 'disabledForeground' },
  waived: { icon: 'circle-slash', color: 'disabledForeground' },
  attested: { icon: 'verified', color: 'testing.iconPassed' },
  passing: { icon: 'pass', color: 'testing.iconPassed' },
  'not-applicable': { icon: 'dash', color: 'disabledForeground' },
};

const SEVERITY_ICONS: Readonly<Record<FindingSeverity, IconName>> = {
  error: { icon: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
  information: { icon: 'info', color: 'problemsInfoIcon.foreground' },
  hint: { icon: 'lightbulb' },
};

const KIND_ICONS: Readonly<Partial<Record<NodeKind, IconName>>> = {
  proof: { icon: 'check', color: 'testing.iconPassed' },
  blocker: { icon: 'question', color: 'charts.blue' },
};

/** Undefined for nodes that have none, such as notes. */
export function iconOf({ kind, status, severity, muted }: ChecklistNode): IconName | undefined {
  if (muted) return { icon: 'circle-slash', color: 'disabledForeground' };
  if (severity) return SEVERITY_ICONS[severity];
  return status ? STATUS_ICONS[status] : KIND_ICONS[kind];
}
