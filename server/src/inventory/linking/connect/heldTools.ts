// Tools that say themselves whose they are (`@agent.tool`): the agent holds them as if it listed them. Data only.
import type { DefinitionKey, FactDraft, ModuleFacts } from '../moduleFacts';

/** The modules with such tools among those of their agents, wherever the agent stands. */
export function withHeldTools(modules: readonly ModuleFacts[]): readonly ModuleFacts[] {
  const held = new Map<DefinitionKey, DefinitionKey[]>();
  for (const { drafts } of modules)
    for (const { kind, key, refers } of drafts)
      for (const holder of kind === 'tool' ? (refers.holders ?? []) : []) {
        const list = held.get(holder);
        if (list) list.push(key);
        else held.set(holder, [key]);
      }
  if (held.size === 0) return modules;
  const given = (draft: FactDraft) => (draft.kind === 'agent' ? held.get(draft.key) : undefined);
  return modules.map((module) =>
    module.drafts.some(given)
      ? { ...module, drafts: module.drafts.map((draft) => withTools(draft, given(draft))) }
      : module,
  );
}

function withTools(agent: FactDraft, tools: readonly DefinitionKey[] | undefined): FactDraft {
  if (!tools) return agent;
  const { tools: count } = agent.attributes;
  const more = tools.length;
  return {
    ...agent,
    attributes: {
      ...agent.attributes,
      ...(typeof count?.value === 'number' ? { tools: { ...count, value: count.value + more } } : {}),
    },
    refers: { ...agent.refers, tools: [...(agent.refers.tools ?? []), ...tools] },
  };
}
