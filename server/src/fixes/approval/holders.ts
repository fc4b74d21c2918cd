// Where a tool is attached: the agents and calls that hold it, and under which name.
import type { Fact } from '../../inventory/facts/fact';
import { keyOf, type LinkContext } from '../../inventory/linking/context';
import type { Match } from '../../inventory/linking/match/match';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import { valuesAt } from '../../inventory/linking/resolve/slotValues';
import type { FixInput } from '../fix';
import { matchesAt } from '../matchAt';

export interface Holder {
  readonly fact: Fact;
  readonly context: LinkContext;
  readonly match: Match;
}

/** The tool a finding is about. */
export function toolOf(input: FixInput): Fact | undefined {
  const { finding, inventory } = input;
  return (
    inventory.facts.find((fact) => fact.kind === 'tool' && fact.id === finding.subject) ??
    inventory.facts.find(
      (fact) =>
        fact.kind === 'tool' &&
        fact.place.path === finding.place.path &&
        fact.place.start === finding.place.start,
    )
  );
}

/** Agents and model calls whose tools include this one, as far as their definition is at hand. */
export function holdersOf(input: FixInput, tool: Fact): readonly Holder[] {
  const linked = new Set(tool.links.agents ?? []);
  return input.inventory.facts
    .filter(
      (fact) =>
        (fact.kind === 'agent' || fact.kind === 'model-call') &&
        (linked.has(fact.id) || fact.links.tools?.includes(tool.id)),
    )
    .flatMap((fact) => {
      const context = input.module(fact.place.path);
      const match =
        context &&
        matchesAt(context, fact.place).find((one) => one.known.meaning.agent ?? one.known.meaning.request);
      return context && match ? [{ fact, context, match }] : [];
    });
}

/** The key of the tool in the record of tools of a holder; undefined where the tools are no record or hold it under no plain key. */
export function keyInHolder(
  { context, match }: Holder,
  isTool: (key: string) => boolean,
): string | undefined {
  const slots = [...(match.known.meaning.agent?.tools ?? []), ...(match.known.meaning.request?.tools ?? [])];
  for (const slot of slots) {
    for (const value of valuesAt(context.evaluator, slot, match).values.flatMap(alternatives)) {
      if (value.kind !== 'object') continue;
      for (const entry of value.value.entries) {
        if (entry.kind !== 'property') continue;
        const keys = alternatives(context.evaluator.evaluate(entry.value, value.frame)).map(keyOf);
        if (keys.some((key) => key !== undefined && isTool(key))) return entry.key;
      }
    }
  }
  return undefined;
}
