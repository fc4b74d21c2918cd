// The HTTP status an answer is given with: at a slot of the call, or by an earlier link of its chain (`res.status(400).json(…)`).
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Match } from '../match/match';
import { alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { valuesAt } from '../resolve/slotValues';
import { lastName } from './refusal';

const MAX_CHAIN = 10;

/** True if each status the answer may have passes; false if there is none, or one of them is known only at run time. */
export function hasStatus(evaluator: Evaluator, match: Match, fits: (status: number) => boolean): boolean {
  const { site, known, receiver } = match;
  const given = (known.meaning.responds?.status ?? []).flatMap((slot) =>
    valuesAt(evaluator, slot, { site, receiver }).values.flatMap(alternatives),
  );
  const all =
    given.length > 0 &&
    given.every((one) => one.kind === 'constant' && typeof one.value === 'number' && fits(one.value));
  const chained = chainedStatus(site.module, site.call);
  return all || (chained?.kind === 'constant' && typeof chained.value === 'number' && fits(chained.value));
}

function chainedStatus(module: ModuleSummary, call: CallSite): Value | undefined {
  let current: Value = call.callee;
  for (let i = 0; i < MAX_CHAIN; i++) {
    if (current.kind === 'member') current = current.object;
    else if (current.kind === 'call') {
      const inner: CallSite = module.calls[current.call]!;
      const [first] = inner.arguments;
      if (/^(status|code)$/.test(lastName(inner.callee)) && first) return first.value;
      current = inner.callee;
    } else return undefined;
  }
  return undefined;
}
