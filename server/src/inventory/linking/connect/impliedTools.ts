// Tools that are no definitions by themselves: plain functions and schema classes handed to an agent or model.
import type { ModuleSummary } from '../../../languages/summary/module';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import type { DefinitionKey, FactDraft, ModuleFacts } from '../moduleFacts';

/** Drafts for functions and classes of the workspace that stand in a tools list and are no tool by their own definition. */
export function impliedTools(
  modules: ReadonlyMap<string, ModuleFacts>,
  moduleAt: (path: string) => ModuleSummary | undefined,
): FactDraft[] {
  const defined = new Set<DefinitionKey>();
  const wanted = new Map<DefinitionKey, FactDraft>();
  for (const module of modules.values()) {
    for (const draft of module.drafts) {
      if (draft.kind === 'tool') defined.add(draft.key);
      if (draft.kind === 'agent' || draft.kind === 'model-call')
        for (const key of draft.refers.tools ?? []) if (!wanted.has(key)) wanted.set(key, draft);
    }
  }
  const implied: FactDraft[] = [];
  for (const [key, holder] of wanted) {
    if (defined.has(key)) continue;
    const draft =
      signOfKey(key) === '#'
        ? functionTool(key, holder, moduleAt)
        : signOfKey(key) === '!'
          ? classTool(key, holder, moduleAt)
          : undefined;
    if (draft) implied.push(draft);
  }
  return implied;
}

function functionTool(
  key: DefinitionKey,
  holder: FactDraft,
  moduleAt: (path: string) => ModuleSummary | undefined,
): FactDraft | undefined {
  const path = pathOfKey(key);
  const fn = moduleAt(path)?.functions[numberOfKey(key)];
  if (!fn || fn.id === 0) return undefined;
  const handed = handedCall(moduleAt(path)!, fn.id);
  const draft = base(key, holder, path);
  return {
    ...draft,
    ...(handed
      ? {
          attributes: {
            ...draft.attributes,
            runsUnknown: { value: true, place: { path, ...handed.calleeSpan } },
          },
        }
      : {}),
    name: fn.name || 'tool',
    place: { path, ...(fn.nameSpan ?? { start: fn.start, end: fn.start + 1 }) },
    within: `${path}#${Math.max(0, fn.parent)}`,
    runs: [key],
  };
}

/** Where a function calls what a function around it was handed: what that is, the list it stands in does not say. */
function handedCall(module: ModuleSummary, fn: number): ModuleSummary['calls'][number] | undefined {
  return module.calls.find(({ callee, function: at }) => {
    if (callee.kind !== 'reference') return false;
    let around = false;
    for (let one = module.functions[at]; one && one.id > 0; one = module.functions[one.parent]) {
      const names = one.parameters.some(({ name }) => name === callee.name);
      if (names) return around;
      around ||= one.id === fn;
    }
    return false;
  });
}

function classTool(
  key: DefinitionKey,
  holder: FactDraft,
  moduleAt: (path: string) => ModuleSummary | undefined,
): FactDraft | undefined {
  const path = pathOfKey(key);
  const found = moduleAt(path)?.classes[numberOfKey(key)];
  if (!found) return undefined;
  const draft = base(key, holder, path);
  // A schema has no body: what happens when the model picks it stands with whoever reads the answer.
  return {
    ...draft,
    name: found.name,
    place: { path, ...(found.nameSpan ?? { start: found.start, end: found.start + 1 }) },
    within: `${path}#${found.function}`,
    attributes: { ...draft.attributes, bodyUnknown: { value: true } },
  };
}

function base(key: DefinitionKey, holder: FactDraft, path: string): FactDraft {
  return {
    kind: 'tool',
    name: 'tool',
    place: { path, start: 0, end: 0 },
    sdk: holder.sdk,
    key,
    within: `${path}#0`,
    attributes: {
      sdk: { value: holder.sdk ?? '' },
      hosted: { value: false },
      bypasses: { value: false },
      approval: { value: false },
    },
    argumentPlaces: {},
    runs: [],
    refers: {},
    guards: [],
  };
}
