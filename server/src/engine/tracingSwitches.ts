// Environment switches of tracers: which the workspace sets, and which it only names.
import type { TracingSwitch } from '../inventory/linking/connect/tracing';
import { isExampleDotenv } from '../inventory/secrets/dotenvSecrets';
import type { ConfigNode, ConfigSummary } from '../languages/summary/config';
import type { Place } from '../text/span';
import type { AssembleInput } from './assembleInput';

/** Formats whose files give variables a value. */
const READ: ReadonlySet<string> = new Set(['dotenv', 'yaml', 'dockerfile']);
const OFF: ReadonlySet<string> = new Set(['', 'false', '0', 'no', 'off']);

/** Switches by project directory. A value in an env file, compose file or workload sets it; an example file only names it. */
export function tracingSwitches(input: AssembleInput): ReadonlyMap<string, readonly TracingSwitch[]> {
  const known = input.ruleData.catalog.packs.flatMap((pack) =>
    pack.environment.filter((variable) => variable.capability === 'tracing'),
  );
  const switches = new Map<string, TracingSwitch[]>();
  if (known.length === 0) return switches;
  const names = new Map(known.map((variable) => [variable.name, variable]));
  for (const config of input.store.configs()) {
    if (!READ.has(config.format)) continue;
    const project = input.projects.projectOf(config.path);
    for (const { name, value, place } of assignments(config)) {
      const variable = names.get(name);
      if (!variable) continue;
      const off = value !== undefined && (variable.off ?? ['false', '0', '']).includes(value.toLowerCase());
      const on =
        value !== undefined &&
        value !== '' &&
        !off &&
        (variable.values === undefined || variable.values.includes(value.toLowerCase()));
      if (off && !isExampleDotenv(config.path)) continue;
      const state = on && !isExampleDotenv(config.path) ? 'set' : 'named';
      const one: TracingSwitch = { variable: name, state, sees: variable.sees ?? [], place };
      const list = switches.get(project);
      if (list) list.push(one);
      else switches.set(project, [one]);
    }
  }
  return switches;
}

/** The variables that env files, compose files, images and workloads give a value, by project directory. */
export function setVariables(input: AssembleInput): ReadonlyMap<string, ReadonlySet<string>> {
  const set = new Map<string, Set<string>>();
  for (const config of input.store.configs()) {
    if (!READ.has(config.format) || isExampleDotenv(config.path)) continue;
    const project = input.projects.projectOf(config.path);
    const names = set.get(project) ?? new Set();
    for (const { name, value } of assignments(config))
      if (!OFF.has((value ?? '').toLowerCase())) names.add(name);
    set.set(project, names);
  }
  return set;
}

interface Assignment {
  readonly name: string;
  readonly value?: string;
  readonly place: Place;
}

/** `NAME: value`, `NAME=value` and `{name: NAME, value: value}` anywhere in a config tree. */
function assignments(config: ConfigSummary): Assignment[] {
  const found: Assignment[] = [];
  const visit = (node: ConfigNode, depth: number): void => {
    if (depth > 40) return;
    const at = (span: { start: number; end: number }): Place => ({
      path: config.path,
      start: span.start,
      end: span.end,
    });
    if (node.kind === 'list') for (const item of node.items) visit(item, depth + 1);
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      const pair = /^([A-Z][A-Z0-9_]+)=(.*)$/s.exec(node.value);
      if (pair) found.push({ name: pair[1]!, value: pair[2], place: at(node) });
    }
    if (node.kind !== 'map') return;
    const name = node.entries.find((entry) => entry.key === 'name')?.value;
    const value = node.entries.find((entry) => entry.key === 'value')?.value;
    if (name?.kind === 'scalar' && value)
      found.push({
        name: String(name.value),
        value: value.kind === 'scalar' ? String(value.value) : undefined,
        place: at(name),
      });
    for (const entry of node.entries) {
      if (/^[A-Z][A-Z0-9_]+$/.test(entry.key))
        found.push({
          name: entry.key,
          value: entry.value.kind === 'scalar' ? String(entry.value.value ?? '') : undefined,
          place: at(entry.keySpan),
        });
      visit(entry.value, depth + 1);
    }
  };
  for (const document of config.documents) visit(document, 0);
  return found;
}
