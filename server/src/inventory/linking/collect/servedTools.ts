// Tools that a server of this workspace offers to hosts of others, and whether they tell them what they do.
// Source: Model Context Protocol, revision 2025-03-26 and later, "tool annotations"; where they stand is in the packs.
import type { Attribute } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { valuesAt } from '../resolve/slotValues';

/** The attributes `offered` and `hints`; none for a tool that is not offered. */
export function servedAttributes(context: LinkContext, match: Match): Readonly<Record<string, Attribute>> {
  const { offered, hints = [] } = match.known.meaning.tool ?? {};
  if (!offered) return {};
  const found = hints.map((slot) => valuesAt(context.evaluator, slot, match));
  const [declared] = found.flatMap(({ values }) => values);
  if (declared) return { offered: { value: offered }, hints: { value: true, place: declared.at } };
  const [blocked] = found.flatMap((one) => one.blocked ?? []);
  if (!blocked) return { offered: { value: offered }, hints: { value: false } };
  const { why, at } = blocked;
  return {
    offered: { value: offered },
    hints: { value: 'unknown', because: why, blockers: [{ why, place: at }] },
  };
}
