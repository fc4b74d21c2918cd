// The expression written at a slot inside a call itself: no names are followed.
import type { Slot } from '../../catalog/slots';
import { positionalArguments } from '../../languages/edits/callArgument';
import type { CallSite } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';

/** Undefined where nothing is written there, or it is written elsewhere. */
export function expressionAt(call: CallSite, slot: Slot): Value | undefined {
  if (slot.from !== 'argument' && slot.from !== 'keyword') return undefined;
  const argument =
    slot.from === 'argument'
      ? positionalArguments(call)[slot.index]
      : call.arguments.find((one) => one.name === slot.name);
  let value = argument?.value;
  for (const key of slot.path) {
    const entry =
      value?.kind === 'object'
        ? value.entries.findLast((one) => one.kind === 'property' && one.key === key)
        : undefined;
    value = entry?.value;
  }
  return value;
}
