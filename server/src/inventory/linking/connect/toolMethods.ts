// Objects given as tools whose class marks some of its methods as tools (plugins): whoever is given the object holds those methods. Data only.
import type { ModuleSummary } from '../../../languages/summary/module';
import { numberOfKey, pathOfKey, signOfKey } from '../keys';
import type { DefinitionKey, FactDraft, ModuleFacts } from '../moduleFacts';

/** The modules with such methods among the tools of agents and model-calls, in place of the objects. */
export function withToolMethods(
  modules: readonly ModuleFacts[],
  moduleAt: (path: string) => ModuleSummary | undefined,
): readonly ModuleFacts[] {
  const tools = new Set<DefinitionKey>();
  for (const { drafts } of modules) for (const { kind, key } of drafts) if (kind === 'tool') tools.add(key);
  const methodsOf = (key: DefinitionKey): readonly DefinitionKey[] => {
    if (signOfKey(key) !== '!' || tools.has(key)) return [];
    const path = pathOfKey(key);
    const methods = moduleAt(path)?.classes[numberOfKey(key)]?.methods ?? [];
    return methods.map((method) => `${path}#${method.function}`).filter((method) => tools.has(method));
  };
  return modules.map((module) => {
    const drafts = module.drafts.map((draft) => withMethods(draft, methodsOf));
    return drafts.some((draft, index) => draft !== module.drafts[index]) ? { ...module, drafts } : module;
  });
}

function withMethods(
  draft: FactDraft,
  methodsOf: (key: DefinitionKey) => readonly DefinitionKey[],
): FactDraft {
  const held = (draft.refers.tools ?? []).map((key) => ({ key, methods: methodsOf(key) }));
  const plugins = held.filter(({ methods }) => methods.length > 0);
  if (plugins.length === 0) return draft;
  const { tools: count } = draft.attributes;
  const more = plugins.reduce((sum, { methods }) => sum + methods.length - 1, 0);
  return {
    ...draft,
    attributes: {
      ...draft.attributes,
      ...(typeof count?.value === 'number' ? { tools: { ...count, value: count.value + more } } : {}),
    },
    refers: {
      ...draft.refers,
      tools: held.flatMap(({ key, methods }) => (methods.length > 0 ? methods : [key])),
    },
  };
}
