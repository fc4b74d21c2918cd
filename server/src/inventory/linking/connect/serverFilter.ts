// Whether the tools taken from a connected MCP server are filtered on the way to a model, where its own filter is not set.
import type { Attribute } from '../../facts/fact';
import type { FactDraft } from '../moduleFacts';

/** The attribute `filter` of a connection. `holders`: the agents and model-calls that are given its tools. */
export function serverFilterOf(
  server: FactDraft,
  holders: readonly FactDraft[],
): Readonly<Record<string, Attribute>> {
  if (server.attributes.filter?.value !== false) return {};
  const keys = server.refers.tools ?? [];
  const isPart = ({ refers }: FactDraft): boolean => keys.every((key) => refers.parts?.includes(key));
  const whole = holders.find((holder) => !isPart(holder));
  if (whole) return {};
  const [holder] = holders;
  if (holder)
    return { filter: { value: true, place: holder.place, because: 'only some of its tools are given on' } };
  // Picked by a helper or a loop, handed to code that is not at hand, or not used at all.
  const why = 'which of its tools reach a model cannot be followed';
  return { filter: { value: 'unknown', because: why, blockers: [{ why, place: server.place }] } };
}
