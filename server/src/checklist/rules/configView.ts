// Nodes of configuration files as subjects and as values.
import type { EffectiveValue, Inventory } from '../../inventory/facts/fact';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import type { Place, Span } from '../../text/span';
import { type ConfigPath, resolveConfigPath } from './configPath';
import type { Reading, SubjectView } from './subjectView';

/** The value of a node as data; a template is unknown. */
export function configValue(node: ConfigNode, place: Place): Reading {
  if (node.kind === 'templated') return { known: false, blockers: [{ why: 'a template decides it', place }] };
  return { known: true, value: toData(node), place };
}

function toData(node: ConfigNode): EffectiveValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'templated') return 'unknown';
  if (node.kind === 'list') return node.items.map(toData);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toData(value)]));
}

/** The document of a configuration file that holds a span. */
export function documentAt(summary: ConfigSummary, span: Span): ConfigNode | undefined {
  return (
    summary.documents.find((each) => each.start <= span.start && span.start <= each.end) ??
    summary.documents[0]
  );
}

/**
 * The nodes of every file of a format at a path, as subjects `config:path#at`. A file of that format that does not parse is
 * one subject whose value is unknown, because what it says cannot be told.
 */
export function configViews(inventory: Inventory, format: string, path: ConfigPath): readonly SubjectView[] {
  return inventory.configs.paths(format).flatMap((file) => {
    const summary = inventory.configs.summary(file);
    if (!summary) return [];
    const at = (span: Span): Place => ({ path: file, start: span.start, end: span.end });
    const views = summary.documents.flatMap((document) => {
      const { found } = resolveConfigPath(document, path, at);
      return found.map(({ node, place, at: name }) => configView(inventory, summary, node, place, name));
    });
    const broken = summary.errors[0];
    if (!broken || views.length > 0) return views;
    const place = at(broken);
    const node: ConfigNode = { kind: 'templated', text: '', start: broken.start, end: broken.end };
    const why = summary.template ? 'a template decides it' : `the file does not parse: ${broken.message}`;
    const blockers = [{ why, place }];
    return [{ ...configView(inventory, summary, node, place, '?'), self: { known: false, blockers } }];
  });
}

function configView(
  inventory: Inventory,
  summary: ConfigSummary,
  node: ConfigNode,
  place: Place,
  at: string,
): SubjectView {
  return {
    kind: 'config',
    id: `config:${summary.path}#${at}`,
    name: at,
    place,
    project: inventory.projectOf(summary.path),
    role: inventory.roleOf(summary.path),
    config: { summary, node },
    self: configValue(node, place),
    read: () => ({ known: true, value: undefined }),
  };
}
