// The one door of this room: an inventory, the rules and the manifest in; statuses, findings and diagnostics out.
import type { Inventory } from '../inventory/facts/fact';
import type { ManifestDiagnostic } from '../manifest/diagnostic';
import type { InlineIgnore, ParsedIgnores } from '../manifest/ignores';
import type { Manifest } from '../manifest/manifest';
import { EMPTY_MANIFEST, type KnownNames, type Validity, validateManifest } from '../manifest/validity';
import type { Place } from '../text/span';
import { FacetResults } from './facetResults';
import type { Decision } from './findings/decision';
import { type Finalised, finalising } from './findings/finalise';
import type { Finding } from './findings/finding';
import type { TextOf } from './findings/fingerprint';
import { overrideSeverities } from './findings/overrides';
import { AssessmentMemory } from './memory';
import {
  type AppEvaluation,
  type Cancellation,
  evaluating,
  joinEvaluations,
  type RuleError,
} from './rules/evaluate';
import { Populations } from './rules/population';
import type { RuleSet } from './rules/rule';
import { InventoryWorld } from './rules/world';
import { createCoverage } from './status/coverage';
import { createMembership } from './status/membership';
import { readinessOf } from './status/readiness';
import { createScopes } from './status/scopes';
import type { ItemResult, Readiness, Scope } from './status/status';
import { complete, type Steps } from './steps';

export interface AssessInput {
  readonly inventory: Inventory;
  readonly rules: RuleSet;
  readonly manifest?: Manifest;
  /** Inline ignores of all files, with their diagnostics. */
  readonly ignores?: ParsedIgnores;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly textOf: TextOf;
  /** The whole setting whose bare value is a place; without it squiggles cover the value alone. */
  readonly settingAt?: (place: Place) => Place | undefined;
  /** Whether a root-relative path exists, for evidence of attestations. */
  readonly exists?: (path: string) => boolean;
  /** Workspace folders, relative to the root. */
  readonly folders?: readonly string[];
  /** Of earlier assessments: what it still knows is not worked out again. */
  readonly memory?: AssessmentMemory;
  readonly cancellation?: Cancellation;
}

export interface Assessment {
  /** All items, in checklist order, for the whole analysis. */
  readonly items: readonly ItemResult[];
  readonly scopes: readonly Scope[];
  readonly readiness: Readiness;
  readonly findings: readonly Finding[];
  readonly manifestDiagnostics: readonly ManifestDiagnostic[];
  readonly ruleErrors: readonly RuleError[];
}

/** What a manifest and inline ignores can name. */
export function knownNames(rules: RuleSet): KnownNames {
  return {
    items: new Map(rules.items.map((item) => [item.id, item.facets.map(({ id }) => id)])),
    rules: new Set(rules.rules.map(({ id }) => id)),
  };
}

/** Assesses an inventory. Never throws over its content. Undefined if it was cancelled. */
export function assess(input: AssessInput): Assessment | undefined {
  return complete(assessing(input));
}

/** As `assess`, with pauses between rules, apps and agents. */
export function* assessing(input: AssessInput): Steps<Assessment | undefined> {
  const { inventory, rules, manifest = EMPTY_MANIFEST } = input;
  const membership = createMembership(inventory);
  const world = new InventoryWorld(inventory, membership, rules.subjects, (directory, name) =>
    manifest.number(directory, name),
  );
  yield;
  const memory = input.memory ?? new AssessmentMemory();
  const evaluations = yield* evaluateApps(input, manifest, world, memory);
  if (!evaluations) return undefined;
  const { decisions, errors } = joinEvaluations(rules.rules, evaluations);
  yield;
  const validity = validateManifest(manifest, {
    today: input.today,
    names: knownNames(rules),
    exists: input.exists,
  });
  const coverage = createCoverage(inventory, manifest, validity);
  const finalised = yield* finalising({
    decisions,
    rules: rules.rules,
    coverage,
    ignores: input.ignores?.ignores ?? [],
    textOf: input.textOf,
    settingAt: input.settingAt,
    fingerprint: (parts) => memory.fingerprint(parts),
    secrets: inventory.secrets.map(({ place }) => place),
  });
  const results = new FacetResults(rules, new Populations(world), decisions, coverage, finalised);
  yield;
  const entries = [...validity.attestations, ...validity.waivers, ...validity.gateways];
  const used = new Set<object>(finalised.covering);
  const { items, scopes } = yield* createScopes({
    inventory,
    membership,
    items: rules.items,
    folders: input.folders,
    fold: (item, facet, app, within) => results.fold(item.id, facet, app, within),
    findings: (item, app, within) => results.findings(item, app, within),
    known: (app) => {
      const known = memory.resultsOf(app, results.reportedIn(app));
      for (const entry of known?.used ?? []) used.add(entry);
      return known?.items;
    },
    keep: (app, appItems) =>
      memory.keepResults(app, results.reportedIn(app), { items: appItems, used: results.usedIn(app) }),
    // What covers only part of an app shows in its agents alone.
    lazyAgents: entries.length === 0,
    outside: outsideProjects(
      decisions,
      membership.scopes.map(({ path }) => path),
    ),
  });
  for (const app of world.apps()) for (const entry of results.usedIn(app)) used.add(entry);
  return {
    items,
    scopes,
    readiness: readinessOf(items),
    findings: finalised.findings,
    manifestDiagnostics: diagnosticsOf(
      validity,
      entries.filter((entry) => !used.has(entry) && !used.has(entry.place)),
      finalised,
      input.ignores,
    ),
    ruleErrors: errors,
  };
}

/** Evaluates app by app what the memory does not hold. Undefined if it was cancelled. */
function* evaluateApps(
  { rules, cancellation }: AssessInput,
  manifest: Manifest,
  world: InventoryWorld,
  memory: AssessmentMemory,
): Steps<readonly AppEvaluation[] | undefined> {
  const apps = world.apps();
  memory.retain(new Set(apps));
  const evaluations: AppEvaluation[] = [];
  for (const app of apps) {
    const earlier = memory.recall(app, world);
    const found = yield* evaluating(rules.rules, world, app, { earlier, cancellation });
    if (!found) return undefined;
    const evaluation = found === earlier?.evaluation ? found : withSeverities(found, manifest);
    memory.keep(app, world, evaluation);
    evaluations.push(evaluation);
  }
  return evaluations;
}

function withSeverities({ decisions, errors }: AppEvaluation, manifest: Manifest): AppEvaluation {
  return {
    decisions: new Map([...decisions].map(([rule, each]) => [rule, overrideSeverities(each, manifest)])),
    errors,
  };
}

function outsideProjects(decisions: readonly Decision[], scopes: readonly string[]): readonly string[] {
  return [...new Set(decisions.map(({ project }) => project))].filter((project) => !scopes.includes(project));
}

/** Faults of the manifest and of inline ignores, and entries that cover nothing any more. */
function diagnosticsOf(
  validity: Validity,
  unusedEntries: readonly { readonly place: Place }[],
  finalised: Finalised,
  ignores: ParsedIgnores | undefined,
): readonly ManifestDiagnostic[] {
  const stale = unusedEntries.map(({ place }) => {
    const message = 'This covers nothing any more. Remove it.';
    return { code: 'stale', severity: 'warning', message, place } as const;
  });
  const unused = (ignores?.ignores ?? []).filter(
    (ignore: InlineIgnore) => !finalised.usedIgnores.has(ignore),
  );
  return [
    ...validity.diagnostics,
    ...stale,
    ...(ignores?.diagnostics ?? []),
    ...unused.map(({ place, target }) => {
      const message = `The next line has no finding of ${target}. Remove this.`;
      return { code: 'unused-ignore', severity: 'information', message, place } as const;
    }),
  ];
}
