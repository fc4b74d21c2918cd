// The one door of this room: an inventory, the rules and the manifest in; statuses, findings and diagnostics out.
import type { Inventory } from '../inventory/facts/fact';
import type { ManifestDiagnostic } from '../manifest/diagnostic';
import type { InlineIgnore, ParsedIgnores } from '../manifest/ignores';
import type { Manifest } from '../manifest/manifest';
import { EMPTY_MANIFEST, type KnownNames, type Validity, validateManifest } from '../manifest/validity';
import { FacetResults } from './facetResults';
import type { Decision } from './findings/decision';
import { type Finalised, finalise } from './findings/finalise';
import type { Finding } from './findings/finding';
import type { TextOf } from './findings/fingerprint';
import { overrideSeverities } from './findings/overrides';
import type { ReadKind } from './rules/conditions/condition';
import { type Cancellation, evaluating, mergeDecisions, type RuleError } from './rules/evaluate';
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
  /** Whether a root-relative path exists, for evidence of attestations. */
  readonly exists?: (path: string) => boolean;
  /** Workspace folders, relative to the root. */
  readonly folders?: readonly string[];
  /** The decisions of an earlier run, and the kinds that changed since: only rules that read them run again. */
  readonly previous?: { readonly decisions: readonly Decision[]; readonly changed: ReadonlySet<ReadKind> };
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
  /** To be handed back as `previous`. */
  readonly decisions: readonly Decision[];
  /** True if the run was cancelled; nothing of it is to be shown. */
  readonly cancelled: boolean;
}

/** What a manifest and inline ignores can name. */
export function knownNames(rules: RuleSet): KnownNames {
  return {
    items: new Map(rules.items.map((item) => [item.id, item.facets.map(({ id }) => id)])),
    rules: new Set(rules.rules.map(({ id }) => id)),
  };
}

/** Assesses an inventory. Never throws over its content. */
export function assess(input: AssessInput): Assessment {
  return complete(assessing(input));
}

/** As `assess`, with pauses between rules, apps and agents. */
export function* assessing(input: AssessInput): Steps<Assessment> {
  const { inventory, rules, manifest = EMPTY_MANIFEST } = input;
  const membership = createMembership(inventory);
  const world = new InventoryWorld(inventory, membership, rules.subjects, (directory, name) =>
    manifest.number(directory, name),
  );
  const evaluation = yield* evaluating(rules.rules, world, {
    only: input.previous?.changed,
    cancellation: input.cancellation,
  });
  const raw = input.previous
    ? mergeDecisions(rules.rules, input.previous.decisions, evaluation)
    : evaluation.decisions;
  const decisions = overrideSeverities(raw, manifest);
  const validity = validateManifest(manifest, {
    today: input.today,
    names: knownNames(rules),
    exists: input.exists,
  });
  const coverage = createCoverage(inventory, manifest, validity);
  const finalised = finalise({
    decisions,
    rules: rules.rules,
    coverage,
    ignores: input.ignores?.ignores ?? [],
    textOf: input.textOf,
    secrets: inventory.secrets.map(({ place }) => place),
  });
  const results = new FacetResults(rules, new Populations(world), decisions, coverage, finalised);
  yield;
  const { items, scopes } = yield* createScopes({
    inventory,
    membership,
    items: rules.items,
    folders: input.folders,
    fold: (item, facet, app, within) => results.fold(item.id, facet, app, within),
    findings: (item, app, within) => results.findings(item, app, within),
    outside: outsideProjects(
      decisions,
      membership.scopes.map(({ path }) => path),
    ),
  });
  return {
    items,
    scopes,
    readiness: readinessOf(items),
    findings: finalised.findings,
    manifestDiagnostics: diagnosticsOf(validity, finalised, results.used, input.ignores),
    ruleErrors: evaluation.errors,
    decisions: raw,
    cancelled: evaluation.cancelled,
  };
}

function outsideProjects(decisions: readonly Decision[], scopes: readonly string[]): readonly string[] {
  return [...new Set(decisions.map(({ project }) => project))].filter((project) => !scopes.includes(project));
}

/** Faults of the manifest and of inline ignores, and entries that cover nothing any more. */
function diagnosticsOf(
  validity: Validity,
  finalised: Finalised,
  used: ReadonlySet<object>,
  ignores: ParsedIgnores | undefined,
): readonly ManifestDiagnostic[] {
  const entries = [...validity.attestations, ...validity.waivers, ...validity.gateways];
  const stale = entries
    .filter((entry) => !used.has(entry) && !used.has(entry.place))
    .map((entry) => {
      const message = 'This covers nothing any more. Remove it.';
      return { code: 'stale', severity: 'warning', message, place: entry.place } as const;
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
