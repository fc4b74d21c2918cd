// Agents: definitions of agents, graphs and crews, with the tools they are given.

import type { Slot } from '../../../catalog/slots';
import type { Attribute } from '../../facts/fact';
import { settingAttribute } from '../attributes/toAttribute';
import { calleeText, keyOf, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import { type SettingResult, settingOf } from '../match/settings';
import type { DefinitionKey, FactDraft, ToolApproval } from '../moduleFacts';
import { alternatives } from '../resolve/abstract';
import { itemsOf } from '../resolve/listItems';
import { valuesAt } from '../resolve/slotValues';
import { approvalOfMiddleware, namesIn } from './approvalMiddleware';
import { bypassesOf } from './bypasses';
import { type BuiltGraph, graphOf } from './graphs';
import { chosenOf, grantAttributes, joinGrants, serversAt, toolsAt, withServers } from './toolGrants';

export function collectAgents(context: LinkContext): FactDraft[] {
  return context.matches.filter((match) => match.known.meaning.agent).map((match) => toAgent(context, match));
}

function toAgent(context: LinkContext, match: Match): FactDraft {
  const agent = match.known.meaning.agent!;
  const { call } = match.site;
  const graph = agent.loop === 'graph' ? graphOf(context, match) : undefined;
  const listed = joinGrants([toolsAt(context, match, agent.tools), ...(graph?.tools ?? [])]);
  const given = withServers(listed, serversAt(context, match, agent.servers ?? []));
  const tools = chosenOf(context, match, agent.chosen ?? [], given);
  const interrupts = switchOf(context, match, 'interrupts');
  const subclass = match.subclass && context.module.classes[match.subclass.class];
  return {
    kind: 'agent',
    name: nameOf(context, match),
    place: subclass ? context.place(subclass.nameSpan ?? subclass) : context.place(call.calleeSpan),
    sdk: match.known.pack,
    key: match.subclass ? `${match.subclass.module.path}!${match.subclass.class}` : siteKey(match.site),
    within: context.functionKey(call.function),
    attributes: {
      sdk: { value: match.known.pack },
      form: { value: 'definition' },
      ...grantAttributes(tools),
      stepLimit: stepLimitOf(context, match),
      toolTimeout: toolTimeoutOf(context, match),
      loop: { value: agent.loop },
      ...(graph ? { cyclic: graph.cyclic } : {}),
      approval: approvalOfMiddleware(context, match) ?? switchOf(context, match, 'approval'),
      interrupts,
      telemetry: switchOf(context, match, 'telemetry'),
      guardrails: guardrailsOf(context, match, agent.guardrails),
      bypasses: bypassesOf(context, match),
    },
    argumentPlaces: call.id >= 0 ? { arguments: context.place(call.argumentsSpan) } : {},
    runs: graph?.runs ?? [],
    refers: {
      tools: tools.keys,
      parts: tools.parts,
      agents: [...keysAt(context, match, agent.agents ?? []), ...(graph?.agents ?? [])],
    },
    guards: [],
    approvals: [...tools.approvals, ...approvedTools(interrupts, graph), ...(graph?.paused ?? [])],
  };
}

/** Tools in nodes before which the graph pauses. */
function approvedTools(interrupts: Attribute, graph: BuiltGraph | undefined): ToolApproval[] {
  if (!graph || interrupts.value !== true || !Array.isArray(interrupts.effective)) return [];
  const because = 'the graph pauses before the step that runs this tool';
  const tools = interrupts.effective.flatMap((name) => graph.nodeTools.get(String(name)) ?? []);
  return tools.map((tool) => ({ tool, value: true, place: interrupts.place, because }));
}

function nameOf(context: LinkContext, match: Match): string {
  const { name } = match.known.meaning.agent!;
  if (match.subclass) return context.module.classes[match.subclass.class]!.name;
  if (typeof name !== 'string') {
    for (const slot of name) {
      const [value] = valuesAt(context.evaluator, slot, match).values;
      if (value?.kind === 'constant' && typeof value.value === 'string') return value.value;
    }
  }
  return (
    context.nameOf(match.site.call)?.name ??
    context.ownerName(match.site.call.function) ??
    calleeText(match.site.call.callee)
  );
}

function keysAt(context: LinkContext, match: Match, slots: readonly Slot[]): DefinitionKey[] {
  const keys: DefinitionKey[] = [];
  for (const slot of slots) {
    for (const value of valuesAt(context.evaluator, slot, match).values.flatMap(alternatives)) {
      const items =
        value.kind === 'list' ? itemsOf(context.evaluator, value).map((item) => item.value) : [value];
      for (const item of items.flatMap(alternatives)) {
        const key = keyOf(item);
        if (key) keys.push(key);
      }
    }
  }
  return keys;
}

function toolTimeoutOf(context: LinkContext, match: Match): Attribute {
  const result = settingOf(context.evaluator, match, 'toolTimeout');
  return settingAttribute(result, result.origin === 'absent' ? 'unset' : result.origin);
}

function stepLimitOf(context: LinkContext, match: Match): Attribute {
  const result = settingOf(context.evaluator, match, 'stepLimit');
  if (result.origin === 'default') return settingAttribute(result, 'default');
  if (result.origin === 'absent') return settingAttribute(result, 'unset');
  return settingAttribute(
    result,
    (result.effective as { n?: unknown } | undefined)?.n === 'none' ? 'unset' : 'set',
  );
}

type Switch = 'approval' | 'interrupts' | 'telemetry';

/** A switch of an agent or call. For approvals and interrupts `effective` lists what it is on for: names, or `*` for all. */
export function switchOf(context: LinkContext, match: Match, name: Switch): Attribute {
  const result = settingOf(context.evaluator, match, name);
  const on =
    result.origin !== 'absent' &&
    result.effective !== false &&
    result.effective !== 'none' &&
    result.effective !== null;
  if (name === 'telemetry') return telemetryOf(result, on);
  const attribute = settingAttribute(result, on);
  if (attribute.value !== true) return attribute;
  return { ...attribute, effective: coveredNames(context, match, name) };
}

/** `none`: the SDK has no switch; `registered`: on once a telemetry is registered; `default`: on by itself. */
function telemetryOf(result: SettingResult, on: boolean): Attribute {
  if (result.origin === 'absent' && result.settable.length === 0)
    return { value: 'none', because: 'the SDK has no switch for it' };
  if (result.effective === 'registered') return settingAttribute(result, 'registered');
  return settingAttribute(result, on && result.origin === 'default' ? 'default' : on);
}

function coveredNames(context: LinkContext, match: Match, name: Switch): string[] {
  const names: string[] = [];
  for (const slot of match.known.meaning.settings?.[name]?.slots ?? []) {
    for (const value of valuesAt(context.evaluator, slot, match).values.flatMap(alternatives)) {
      names.push(...namesIn(context, value));
    }
  }
  return names.length > 0 ? names : ['*'];
}

function guardrailsOf(context: LinkContext, match: Match, slots: readonly Slot[] | undefined): Attribute {
  for (const slot of slots ?? []) {
    const found = valuesAt(context.evaluator, slot, match);
    const [value] = found.values;
    if (value && !(value.kind === 'list' && itemsOf(context.evaluator, value).length === 0))
      return { value: true, place: value.at };
    if (found.blocked) return { value: 'unknown', because: found.blocked.why };
  }
  return { value: false };
}
