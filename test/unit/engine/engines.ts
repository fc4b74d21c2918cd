// Engines over files in memory for the tests of this folder, and an analysis as plain data that two engines can be compared by.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../../server/src/engine/analysis';
import { type CreateEngineOptions, createEngine } from '../../../server/src/engine/createEngine';
import type { Engine } from '../../../server/src/engine/engine';
import { loadRuleData } from '../../../server/src/engine/ruleData';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import type { Log } from '../../../server/src/workspace/ports';

const REPOSITORY = join(__dirname, '../../..');

export const ruleData = loadRuleData(join(REPOSITORY, 'rules'));

export type Workspace = Map<string, string | Uint8Array>;

/** The sample workspace of this repository. */
export function sampleWorkspace(): Workspace {
  const root = join(REPOSITORY, 'test/workspaces/support-agent');
  const files: Workspace = new Map();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!path.includes('node_modules'))
      files.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
  }
  return files;
}

/** Keeps every line that is written. */
export function createRecordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string): void => void lines.push(line);
  return { lines, error: add, warn: add, info: add, debug: add };
}

export function openEngine(files: Workspace, options: Partial<CreateEngineOptions> = {}): Engine {
  return createEngine({
    root: '/workspace',
    files: createMemoryFiles(files),
    today: '2026-09-01',
    ruleData,
    log: createRecordingLog(),
    loadTracked: async () => ({ state: 'none', paths: new Set() }),
    ...options,
  });
}

/** Everything an analysis says, as data. Tags of secrets are random per engine and become numbers in order of appearance. */
export function toData(analysis: Analysis): unknown {
  const { inventory, lineTable, revision, ...rest } = analysis;
  const tags = new Map<string, number>();
  const { facts, evidence, projects, files, tracked } = inventory;
  const paths = facts.filter(({ kind }) => kind === 'file').map(({ place }) => place.path);
  const secrets = inventory.secrets.map((secret) => {
    if (!tags.has(secret.tag)) tags.set(secret.tag, tags.size);
    return { ...secret, tag: tags.get(secret.tag) };
  });
  return structuredClone({
    inventory: { facts, evidence, projects, secrets, files, tracked, configs: inventory.configs.paths() },
    ...rest,
    roles: paths.map((path) => [path, inventory.roleOf(path), inventory.projectOf(path)]),
    lines: paths.map((path) => [path, lineTable(path)?.lineStarts]),
  });
}

/** The first places at which two values differ, as `path: a / b` lines: a whole analysis is too long to be read. */
export function differences(a: unknown, b: unknown, at = '', found: string[] = []): string[] {
  if (found.length >= 8 || Object.is(a, b)) return found;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    found.push(`${at}: ${short(a)} / ${short(b)}`);
    return found;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)
    found.push(`${at}.length: ${a.length} / ${b.length}: ${onlyIn(a, b)} / ${onlyIn(b, a)}`);
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
    differences(one[key], other[key], `${at}.${key}`, found);
  return found;
}

function onlyIn(a: readonly unknown[], b: readonly unknown[]): string {
  const known = new Set(b.map((each) => JSON.stringify(each)));
  return short(a.find((each) => !known.has(JSON.stringify(each))));
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 300);
}
