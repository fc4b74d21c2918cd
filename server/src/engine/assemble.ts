// From linked modules to an analysis: facts connected, credentials placed, projects scoped, the checklist assessed.
import { assessing, knownNames } from '../checklist/checklist';
import type { Inventory, SecretFact } from '../inventory/facts/fact';
import { projectCalls } from '../inventory/linking/connect/ownRoutes';
import { toSecretFacts } from '../inventory/secrets/secretFact';
import { scopeProjects } from '../inventory/selection/scopes';
import { type ParsedIgnores, parseIgnores } from '../manifest/ignores';
import { LineTable } from '../text/lineTable';
import { comparePlaces, type Place } from '../text/span';
import type { Analysis } from './analysis';
import type { AssembleInput } from './assembleInput';
import { connectFacts } from './connectFacts';
import { distinctVariables } from './distinctVariables';
import { fileFacts } from './fileFacts';
import type { FileStore } from './fileStore';
import { keySlotSecrets } from './keySlotSecrets';
import { createMessageMask } from './maskMessages';
import { partialFiles } from './partialFiles';
import { paced } from './pause';

/** Undefined if it was cancelled on the way. */
export async function assemble(input: AssembleInput): Promise<Analysis | undefined> {
  const { projects, store, ruleData, manifest } = input;
  const { facts: connected, faults } = await connectFacts(input);
  if (input.cancellation.isCancelled) return undefined;
  const found = [...storedSecrets(input), ...(await keySlotSecrets(connected, input))].sort((a, b) =>
    comparePlaces(a.place, b.place),
  );
  const secrets = distinctVariables(found, connected, input.kept.renamed);
  const facts = [...connected, ...fileFacts(input, secrets)];
  const inventory: Inventory = {
    facts,
    evidence: [],
    projects: scopedProjects(input, connected),
    secrets,
    files: {
      scanned: input.discovery.files.length,
      parsed: input.modules.size,
      skipped: skippedFiles(input),
      partial: partialFiles(store, projects),
    },
    configs: {
      paths: (format) =>
        store
          .configs()
          .filter((config) => format === undefined || config.format === format)
          .map(({ path }) => path),
      summary: (path) => {
        return store.get(path)?.record.config;
      },
    },
    roleOf: (path) => projects.roleOf(path),
    projectOf: (path) => projects.projectOf(path),
    tracked: { state: input.tracked.state, why: input.tracked.why },
  };
  const texts = await textsFor(
    input,
    facts.map((fact) => fact.place).concat(secrets.map((secret) => secret.place)),
  );
  const steps = assessing({
    inventory,
    rules: ruleData.rules,
    manifest,
    ignores: ignoresOf(input),
    today: input.today,
    memory: input.kept.assessment,
    settingAt: (place) => input.settingPlaces(input.modules.get(place.path), place),
    textOf: (place) => texts.get(place.path)?.slice(place.start, place.end),
    exists: (path) =>
      store.has(path) || [...input.discovery.files].some((file) => file.path.startsWith(`${path}/`)),
    cancellation: input.cancellation,
  });
  const assessment = await paced(steps, input.cancellation);
  if (!assessment) return undefined;
  const diagnostics = assessment.manifestDiagnostics;
  const maskIn = await createMessageMask(
    secrets,
    diagnostics.map(({ place }) => place.path),
    input.text,
  );
  return {
    revision: input.revision,
    root: input.root,
    inventory,
    items: assessment.items,
    scopes: assessment.scopes,
    readiness: assessment.readiness,
    findings: assessment.findings,
    remarks: diagnostics.map((one) => ({ ...one, message: maskIn(one.place.path, one.message) })),
    ruleErrors: assessment.ruleErrors,
    faults,
    hasAgent: inventory.projects.some(({ kind }) => kind === 'app' || kind === 'library'),
    lineTable: (path) => store.get(path)?.record.lines ?? emptyTable(store, path),
  };
}

function emptyTable(store: FileStore, path: string): LineTable | undefined {
  return store.has(path) ? LineTable.of('') : undefined;
}

function storedSecrets(input: AssembleInput): SecretFact[] {
  const { projects, kept } = input;
  const holding = input.store.notable().filter(({ secrets }) => secrets.length > 0);
  return holding.flatMap(({ record: { path }, secrets }) => {
    const known = kept.secrets.get(secrets);
    if (known) return known;
    const origin = { path, role: projects.roleOf(path), project: projects.projectOf(path) };
    const facts = toSecretFacts(secrets, origin);
    kept.secrets.set(secrets, facts);
    return facts;
  });
}

function scopedProjects(input: AssembleInput, facts: Inventory['facts']): Inventory['projects'] {
  const factKinds = new Map<string, Set<Inventory['facts'][number]['kind']>>();
  for (const fact of facts) {
    if (
      fact.role !== 'product' ||
      (fact.kind === 'mcp-server' && fact.attributes.audience?.value !== 'product')
    )
      continue;
    const kinds = factKinds.get(fact.project);
    if (kinds) kinds.add(fact.kind);
    else factKinds.set(fact.project, new Set([fact.kind]));
  }
  const calls = projectCalls(input.index.facts().values(), facts, (path) => input.projects.projectOf(path));
  return scopeProjects({ projects: input.projects.drafts, factKinds, calls, ...input.projects.ties() });
}

function skippedFiles(input: AssembleInput): Inventory['files']['skipped'] {
  const unread = input.store
    .notable()
    .filter(({ record }) => record.skipped)
    .map(({ record }) => ({ path: record.path, why: record.skipped! }));
  const unlinked = [...input.index.failures].map(([path, error]) => ({
    path,
    why: `what it uses cannot be followed (${error})`,
  }));
  return [...input.discovery.skipped, ...unread, ...unlinked].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function ignoresOf(input: AssembleInput): ParsedIgnores {
  const { ignores } = input.kept;
  const names = knownNames(input.ruleData.rules);
  const parsed: ParsedIgnores[] = [];
  for (const { comments } of input.store.notable()) {
    if (!comments) continue;
    const known = ignores.get(comments) ?? parseIgnores(comments, names, input.today);
    ignores.set(comments, known);
    parsed.push(known);
  }
  return {
    ignores: parsed.flatMap((one) => one.ignores),
    diagnostics: parsed.flatMap((one) => one.diagnostics),
  };
}

/** UTF-16 units of text kept at most; what is beyond is read again each time. */
const MAX_KEPT = 20_000_000;

/** The texts that findings may point into: those that changed since the last analysis are read. */
async function textsFor(
  input: AssembleInput,
  places: readonly Place[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  let kept = 0;
  for (const path of new Set(places.filter((place) => place.end > place.start).map((place) => place.path))) {
    const stored = input.store.get(path);
    // A file too large to hold has no text here; its findings are told apart by their order.
    if (!stored?.stamp || stored.record.skipped) continue;
    const known = input.texts.get(path);
    const text = known?.stamp === stored.stamp ? known.text : await input.text(path);
    if (text === undefined) continue;
    texts.set(path, text);
    kept += text.length;
    if (kept < MAX_KEPT) input.texts.set(path, { stamp: stored.stamp, text });
  }
  for (const path of [...input.texts.keys()]) if (!texts.has(path)) input.texts.delete(path);
  return texts;
}
