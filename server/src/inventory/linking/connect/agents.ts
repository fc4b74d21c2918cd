// Agents with their tools, runs and loops: which tools are attached, which calls run which agent, approval given by the agent.
import type { Attribute } from '../../facts/fact';
import type { DefinitionKey, FactDraft } from '../moduleFacts';
import type { FactGraph } from './factGraph';

/** Whether what one definition does to another counts: a test or an evaluation says nothing of how the product runs. */
export type Counts = (by: FactDraft, of: FactDraft) => boolean;

export function countsByRole(roleOf: (path: string) => string): Counts {
  const isTrial = (draft: FactDraft): boolean => /^(test|evaluation)$/.test(roleOf(draft.place.path));
  return (by, of) => !isTrial(by) || isTrial(of);
}

/** Who holds each tool: agents and model calls, by the tool's key. */
export function holdersOfTools(
  graph: FactGraph,
  counts: Counts,
): ReadonlyMap<DefinitionKey, readonly FactDraft[]> {
  const holders = graph.drafts.filter((draft) => draft.kind === 'agent' || draft.kind === 'model-call');
  return byKeys(graph, holders, (holder) => holder.refers.tools, counts);
}

/** The model-calls that run an agent. */
export function runsOfAgents(
  graph: FactGraph,
  counts: Counts,
): ReadonlyMap<DefinitionKey, readonly FactDraft[]> {
  const calls = graph.drafts.filter((draft) => draft.kind === 'model-call');
  return byKeys(graph, calls, (call) => call.refers.client, counts);
}

function byKeys(
  graph: FactGraph,
  drafts: readonly FactDraft[],
  keysOf: (draft: FactDraft) => readonly DefinitionKey[] | undefined,
  counts: Counts,
): Map<DefinitionKey, FactDraft[]> {
  const found = new Map<DefinitionKey, FactDraft[]>();
  for (const draft of drafts) {
    for (const key of keysOf(draft) ?? []) {
      const defined = graph.definedAt(key);
      if (defined.length > 0 && !defined.some((one) => counts(draft, one))) continue;
      const list = found.get(key);
      if (list) list.push(draft);
      else found.set(key, [draft]);
    }
  }
  return found;
}

/** The approval that stands before a tool: on itself, on everyone who holds it, or as a gate in its body. */
export function approvalOf(
  graph: FactGraph,
  tool: FactDraft,
  holders: readonly FactDraft[],
  runs: ReadonlyMap<DefinitionKey, readonly FactDraft[]>,
): Attribute {
  const own = tool.attributes.approval;
  const said = holders.map((holder) => holder.approvals?.find(({ tool: key }) => key === tool.key));
  const overruled = said.some((one) => one && one.value !== true);
  const asked = own?.value === true ? { ...own, because: 'the tool asks for approval' } : undefined;
  if (asked && !overruled) return asked;
  for (const { function: fn } of graph.reach(tool.runs, 3)) {
    const gate = graph.guardsIn(fn).find((guard) => guard.capability === 'approval');
    if (gate) return { value: true, place: gate.place, because: `${gate.because} waits for a person` };
  }
  for (const run of tool.runs) {
    const gate = graph.guardsOver(run).find((guard) => guard.capability === 'approval');
    if (gate) return { value: true, place: gate.place, because: `${gate.because} stands around it` };
  }
  // A request that only offers the tool does not run it; where an agent holds it too, that one does.
  const running = holders.filter(
    (holder) => holder.kind === 'agent' || holder.attributes.stepLimit?.value !== 'unset',
  );
  const answers = (running.length > 0 ? running : holders).flatMap((holder) =>
    holderAnswers(tool, holder, runs, asked),
  );
  const definitions = [
    ...(own?.definitions ?? []),
    ...holders.map((holder) => ({ ...holder.place, role: 'agent' as const })),
  ];
  if (own?.value === 'unknown') return own;
  if (answers.length > 0 && answers.every((answer) => answer.value === true)) return answers[0]!;
  const unknownOne = answers.find((answer) => answer.value === 'unknown');
  if (unknownOne && !answers.some((answer) => answer.value === false)) return unknownOne;
  return { value: false, definitions, because: 'nothing asks a person before it runs' };
}

function holderAnswers(
  tool: FactDraft,
  holder: FactDraft,
  runs: ReadonlyMap<DefinitionKey, readonly FactDraft[]>,
  asked: Attribute | undefined,
): Attribute[] {
  const places = [holder, ...(runs.get(holder.key) ?? [])];
  const switches = places
    .flatMap((one) => [one.attributes.approval, one.attributes.interrupts])
    .filter((one): one is Attribute => one !== undefined);
  const on = switches.filter((one) => one.value === true);
  const given = holder.approvals?.find((approval) => approval.tool === tool.key);
  if (given?.value === true) return [{ value: true, place: given.place, because: given.because }];
  if (!given && asked) return [asked];
  for (const one of on) {
    const names = (one.effective ?? []) as readonly string[];
    if (names.includes('*') || names.includes(tool.name) || names.some((name) => /^tools?$/.test(name)))
      return [{ value: true, place: one.place, because: 'the agent asks before it runs this tool' }];
  }
  const open = switches.find((one) => one.value === 'unknown');
  if (open) return [{ value: 'unknown', because: open.because, blockers: open.blockers }];
  const [named] = on;
  if (named) {
    const names = (named.effective ?? []) as readonly string[];
    // A pause before a node of another name may or may not stand before this tool.
    const byNode = named === holder.attributes.interrupts || names.includes('?');
    if (byNode)
      return [
        {
          value: 'unknown',
          because: 'a pause stands before a step whose tools are not known',
          blockers: [
            {
              why: 'a pause stands before a step whose tools are not known',
              place: named.place ?? holder.place,
            },
          ],
        },
      ];
  }
  if (given?.value === 'unknown')
    return [
      {
        value: 'unknown',
        because: given.because,
        blockers: [{ why: given.because, place: given.place ?? holder.place }],
      },
    ];
  return [{ value: false }];
}
