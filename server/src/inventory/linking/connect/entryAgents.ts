// Entries that count as agents where an app defines none: endpoints, commands and loops that reach a model-call.
import type { Attribute } from '../../facts/fact';
import { numberOfKey, pathOfKey } from '../keys';
import type { FactDraft } from '../moduleFacts';
import { weakestBound } from './loopBound';
import { type Shared, tracingAttributes, userFacingOf } from './shared';
import type { Connected } from './toFacts';

/** In an app without a definition of an agent, each entry that reaches a model-call counts as one. */
export function entryAgents(shared: Shared): Connected[] {
  const { input, graph } = shared;
  const isProduct = (draft: FactDraft): boolean => input.roleOf(draft.place.path) === 'product';
  const withAgent = new Set(
    graph.drafts
      .filter((draft) => draft.kind === 'agent' && isProduct(draft))
      .map((draft) => input.projectOf(draft.place.path)),
  );
  const isOpen = (draft: FactDraft): boolean =>
    isProduct(draft) && !withAgent.has(input.projectOf(draft.place.path));
  const entries: Connected[] = [];
  const covered = new Set<string>();
  for (const endpoint of graph.drafts) {
    const calls = endpoint.kind === 'endpoint' && isOpen(endpoint) ? shared.reaches(endpoint).calls : [];
    if (calls.length === 0) continue;
    for (const call of calls) covered.add(call.key);
    entries.push(entryAgent(shared, endpoint, calls));
  }
  const loose = graph.drafts.filter(
    (draft) => draft.kind === 'model-call' && isOpen(draft) && !covered.has(draft.key),
  );
  // What a model runs as a tool is no entry: whoever holds the tool is.
  const toolBodies = new Set(graph.drafts.flatMap((draft) => (draft.kind === 'tool' ? draft.runs : [])));
  for (const [root, calls] of graph.rootsOf(loose, (path) => input.roleOf(path) === 'product')) {
    if (toolBodies.has(root)) continue;
    const module = input.moduleAt(pathOfKey(root));
    const fn = module?.functions[numberOfKey(root)];
    if (!module || !fn) continue;
    const place = {
      path: module.path,
      ...(fn.id > 0 && fn.nameSpan
        ? fn.nameSpan
        : calls[0]!.place.path === module.path
          ? { start: calls[0]!.place.start, end: calls[0]!.place.end }
          : { start: 0, end: 0 }),
    };
    const name = fn.name || (module.path.split('/').at(-1) ?? module.path);
    entries.push(entryAgent(shared, { ...calls[0]!, name, place, key: root, within: root }, calls));
  }
  return entries;
}

function entryAgent(shared: Shared, entry: FactDraft, calls: readonly FactDraft[]): Connected {
  const tools = [...new Set(calls.flatMap((call) => call.refers.tools ?? []))];
  const draft: FactDraft = {
    ...entry,
    kind: 'agent',
    key: `${entry.key}*`,
    attributes: {},
    argumentPlaces: {},
    guards: [],
    refers: { tools },
  };
  const grants = calls.map((call) => call.attributes.toolGrant).filter((grant) => grant !== undefined);
  const unknownGrant = grants.find((grant) => grant.value !== 'explicit');
  const listed = grants.find((grant) => grant.place);
  const unknownCount = calls.map((call) => call.attributes.tools).find((count) => count?.value === 'unknown');
  return {
    draft,
    attributes: {
      form: { value: 'entry' },
      tools: unknownCount ?? { value: tools.length },
      toolGrant: unknownGrant ?? { value: 'explicit', place: listed?.place },
      bypasses: { value: false },
      stepLimit: { value: 'unset' },
      loopBound: entryBound(calls),
      budget: { value: 'unset', because: 'nothing limits what it may spend' },
      risk: { value: 'unset' },
      ...userFacingOf(shared, draft, calls),
      connected: tracingAttributes(shared, calls[0]!).connected!,
      traced: runTraced(shared, draft, calls),
    },
    guards: [],
    links: { tools, calls: calls.map((call) => call.key) },
  };
}

/** Only what stands around the entry itself makes its run a span, or its one call where the SDK takes all steps within it. */
function runTraced(shared: Shared, entry: FactDraft, calls: readonly FactDraft[]): Attribute {
  const around = tracingAttributes(shared, entry, () => ({ ...entry, sdk: undefined })).traced!;
  const [only, ...others] = calls;
  const steps = only?.attributes.stepLimit;
  if (around.value === true || !steps || steps.value === 'unset' || others.length > 0) return around;
  const within = tracingAttributes(shared, only).traced!;
  return within.value === true ? { ...within, because: 'its one call takes all steps' } : around;
}

/** An entry has no loop of its own; the SDK's steps within one call are what bounds it. */
function entryBound(calls: readonly FactDraft[]): Attribute {
  const limits = calls
    .map((call) => call.attributes.stepLimit)
    .filter((limit): limit is Attribute => limit !== undefined && limit.value !== 'unset');
  return weakestBound(limits) ?? { value: 'not-applicable', because: 'it makes one request at a time' };
}
