// Collects resolved versions per package and settles which of several counts.
import type { Span } from '../../../text/span';
import type { ConfigEntry, ConfigNode } from '../../summary/config';
import { toList, toMap } from '../configSummary';

export interface Resolved {
  readonly name: string;
  readonly nameSpan: Span;
  readonly version: string;
  readonly versionSpan: Span;
  /** True for the version the project itself sees: hoisted, or asked for by a manifest. */
  readonly direct: boolean;
}

export interface VersionTable {
  add(resolved: Resolved): void;
  /** One entry per package in order of appearance: a version, or a list where several remain. */
  toNode(end: number): ConfigNode;
}

export function createVersionTable(): VersionTable {
  const packages = new Map<string, Resolved[]>();
  return {
    add(resolved) {
      const known = packages.get(resolved.name);
      if (known) known.push(resolved);
      else packages.set(resolved.name, [resolved]);
    },
    toNode(end) {
      return toMap([...packages.values()].map(toEntry), { start: 0, end });
    },
  };
}

/** Direct versions win over those that only other packages see; different ones are all kept. */
function toEntry(all: readonly Resolved[]): ConfigEntry {
  const direct = all.filter((resolved) => resolved.direct);
  const distinct = new Map<string, Resolved>();
  for (const resolved of direct.length > 0 ? direct : all) {
    if (!distinct.has(resolved.version)) distinct.set(resolved.version, resolved);
  }
  const kept = [...distinct.values()];
  const first = kept[0]!;
  const versions = kept.map(toVersion);
  const value =
    versions.length === 1
      ? versions[0]!
      : toList(versions, { start: first.versionSpan.start, end: kept.at(-1)!.versionSpan.end });
  return { key: first.name, keySpan: first.nameSpan, value };
}

function toVersion({ version, versionSpan }: Resolved): ConfigNode {
  return { kind: 'scalar', value: version, start: versionSpan.start, end: versionSpan.end };
}
