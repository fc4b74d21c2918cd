// A tool spread into a new object: still that tool, with what stands beside it there.
import type { Setting } from '../../../catalog/meaning';
import { type LinkContext, siteKey } from '../context';
import { interpret } from '../match/interpret';
import type { DefinitionKey, ToolApproval } from '../moduleFacts';
import { type Abstract, alternatives, type Origin } from '../resolve/abstract';
import { presenceOf } from '../resolve/presence';

type ObjectValue = Extract<Abstract, { kind: 'object' }>;

export interface WrappedTool {
  readonly key: DefinitionKey;
  /** What the new object says of the tool's approval; none where the tool itself says all there is. */
  readonly approval?: ToolApproval;
}

/** The tool an object is made from (`{ ...refund, needsApproval: true }`). Of its keys the later ones hold. */
export function wrappedTool(context: LinkContext, object: ObjectValue): WrappedTool | undefined {
  for (const entry of object.value.entries) {
    if (entry.kind !== 'spread') continue;
    for (const inner of alternatives(context.evaluator.evaluate(entry.value, object.frame))) {
      const origin = inner.kind === 'instance' ? inner.origin : undefined;
      if (!origin?.known.meaning.tool || origin.known.meaning.tool.many) continue;
      const key = siteKey(origin.site);
      return { key, approval: approvalGiven(context, object, origin, key) };
    }
  }
  return undefined;
}

function approvalGiven(
  context: LinkContext,
  object: ObjectValue,
  { known, site }: Origin,
  tool: DefinitionKey,
): ToolApproval | undefined {
  const setting = known.meaning.settings?.approval;
  for (const slot of setting?.slots ?? []) {
    const name = slot.from === 'argument' ? slot.path.at(-1) : undefined;
    const found = name === undefined ? undefined : presenceOf(context.evaluator, object, name);
    if (!found || (found.values.length === 0 && !found.blocked)) continue;
    const said = found.values.map((value) => asks(context, setting!, value, site));
    const [first] = said;
    if (found.blocked || found.absent || said.some((one) => one !== first))
      return {
        tool,
        value: 'unknown',
        place: found.blocked?.at ?? found.values[0]?.at,
        because: 'whether the tool asks where it is listed cannot be told',
      };
    return {
      tool,
      value: first!,
      place: found.values[0]!.at,
      because: first
        ? 'the tool is given an approval where it is listed'
        : 'its approval is taken away where it is listed',
    };
  }
  return undefined;
}

function asks(
  { evaluator }: LinkContext,
  setting: Setting,
  value: Abstract,
  site: Origin['site'],
): ToolApproval['value'] {
  const read = interpret(evaluator, 'approval', setting, value, site);
  if (read.kind === 'unknown') return 'unknown';
  return read.kind === 'set' && read.effective !== 'none' && read.effective !== false;
}
