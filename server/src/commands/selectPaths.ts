// The part of an analysis that some paths or items of the checklist are about. The analysis itself is always of the whole root.
import type { Finding } from '../checklist/findings/finding';
import { worstOf } from '../checklist/status/itemStatus';
import { createMembership } from '../checklist/status/membership';
import { readinessOf } from '../checklist/status/readiness';
import type { ItemResult, Scope } from '../checklist/status/status';
import type { Inventory } from '../inventory/facts/fact';
import { liesIn } from '../manifest/glob';
import type { ReportInput } from '../reports/report';

/**
 * Findings, facts and scopes below `paths` (relative to the root; none: all). Statuses are those of the apps that lie
 * there or, where the paths are only a part of an app, of the apps in which their code is judged.
 */
export function selectPaths(input: ReportInput, paths: readonly string[]): ReportInput {
  if (paths.length === 0) return input;
  const under = (path: string): boolean => paths.some((each) => liesIn(path, each));
  const findings = input.findings.filter(({ place }) => under(place.path));
  const homes = homesOf(input, under);
  const items = input.items.map((item, at) => {
    const own = homes.flatMap(({ items: each }) => each[at] ?? []);
    return withFindings(own.length > 0 ? worstOf(own) : strayItem(item, findings), findings);
  });
  const inside = (scope: Scope): boolean => scope.kind !== 'project' && under(scope.path);
  return {
    inventory: selectInventory(input.inventory, under),
    items,
    scopes: input.scopes
      .filter((scope) => homes.includes(scope) || inside(scope))
      .map((scope) => ({ ...scope, items: scope.items.map((item) => withFindings(item, findings)) })),
    readiness: readinessOf(items),
    findings,
    remarks: input.remarks.filter(({ place }) => under(place.path) || governs(place.path, paths)),
    ruleErrors: input.ruleErrors,
    faults: input.faults,
    hasAgent: input.hasAgent && (homes.length > 0 || findings.length > 0),
    lineTable: (path) => input.lineTable(path),
  };
}

/** The projects below the paths; if there is none, those in which the facts there are judged. */
function homesOf(input: ReportInput, under: (path: string) => boolean): readonly Scope[] {
  const projects = input.scopes.filter(({ kind }) => kind === 'project');
  const below = projects.filter(({ path }) => under(path));
  if (below.length > 0) return below;
  const membership = createMembership(input.inventory);
  const judgedIn = new Set(
    input.inventory.facts
      .filter(({ kind, place }) => kind !== 'file' && under(place.path))
      .flatMap((fact) => membership.homesOf(fact)),
  );
  return projects.filter(({ path }) => judgedIn.has(path));
}

/** Outside of every app only credentials are looked for; what they say of an item is said of the whole folder. */
function strayItem(item: ItemResult, findings: readonly Finding[]): ItemResult {
  if (findings.some((finding) => isOf(finding, item.id))) return item;
  const note = 'no agent found';
  const nothing = { met: 0, unset: 0, unknown: 0, evidence: [], evidenceTotal: 0, blockers: [] };
  const { id, title, category } = item;
  const facets = item.facets.map((facet) => ({
    id: facet.id,
    state: 'not-applicable' as const,
    ...nothing,
    note,
  }));
  return { id, title, category, status: 'not-applicable', facets, subjects: 0, findings: [], note };
}

function withFindings(item: ItemResult, findings: readonly Finding[]): ItemResult {
  const shown = new Set(findings.map(({ fingerprint }) => fingerprint));
  return { ...item, findings: item.findings.filter((each) => shown.has(each)) };
}

function isOf(finding: Finding, item: string): boolean {
  return finding.item === item || finding.alsoIn.includes(item);
}

/** True for a manifest in a folder above one of the paths. */
function governs(path: string, paths: readonly string[]): boolean {
  const [name] = path.split('/').slice(-1);
  const folder = path.split('/').slice(0, -1).join('/');
  return name === 'airworthy.yaml' && paths.some((each) => liesIn(each, folder));
}

function selectInventory(inventory: Inventory, under: (path: string) => boolean): Inventory {
  return {
    facts: inventory.facts.filter(({ place }) => under(place.path)),
    evidence: inventory.evidence.filter(({ place }) => under(place.path)),
    projects: inventory.projects,
    secrets: inventory.secrets.filter(({ path }) => under(path)),
    files: {
      ...inventory.files,
      skipped: inventory.files.skipped.filter(({ path }) => under(path)),
      partial: inventory.files.partial.filter(({ path }) => under(path)),
    },
    configs: inventory.configs,
    roleOf: (path) => inventory.roleOf(path),
    projectOf: (path) => inventory.projectOf(path),
    tracked: inventory.tracked,
  };
}

/** Items of these ids and their findings (none: all). Readiness stays that of the whole checklist. */
export function selectItems(input: ReportInput, ids: readonly string[]): ReportInput {
  if (ids.length === 0) return input;
  const wanted = (items: readonly ItemResult[]): readonly ItemResult[] =>
    items.filter(({ id }) => ids.includes(id));
  return {
    ...input,
    items: wanted(input.items),
    scopes: input.scopes.map((scope) => ({ ...scope, items: wanted(scope.items) })),
    findings: input.findings.filter((finding) => ids.some((id) => isOf(finding, id))),
    lineTable: (path) => input.lineTable(path),
  };
}
