// A made-up label and what a command may have printed, for the tests of the scorer.
import type { Label } from '../../../../scripts/corpus/labels';
import type { Observed, ObservedSite } from '../../../../scripts/corpus/observed';

export function labelWith(
  sites: Label['sites'],
  statuses: Readonly<Record<string, Label['items'][string]['status']>> = {},
): Label {
  const items = Object.entries(statuses).map(([id, status]) => [id, { status, why: 'read' }]);
  return {
    repository: 'owner/name',
    commit: '0'.repeat(40),
    languages: ['typescript'],
    frameworks: [],
    sites,
    items: Object.fromEntries(items),
  };
}

export function site(kind: string, at: string, rest: Partial<ObservedSite> = {}): ObservedSite {
  const [path = '', line] = at.split(':');
  return { kind, path, line: Number(line), ...rest };
}

export function observedWith(
  sites: readonly ObservedSite[],
  statuses: Readonly<Record<string, string>> = {},
): Observed {
  return { sites, statuses: new Map(Object.entries(statuses)) };
}
