// endpoint.internals: paths of the server's own files in messages that tell a person what went wrong.

import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { comparePlaces, type Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { matchCall } from '../match/match';
import type { RouteFact } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { hasStatus } from './answerStatus';
import { stepsTo, valuesIn } from './control';
import { type CallGraph, parseFunctionKey } from './reach';
import { isLog } from './refusal';

const MAX_FUNCTIONS = 100;
/** A file below a directory that only a server has: two steps or more, so that no address of a page is meant. */
const OWN_FILE =
  /(^|[\s"'`(:])(\/(srv|home|var|usr|etc|opt|mnt|root|Users|tmp)(\/[\w.@-]+){2,}|[A-Z]:\\[\w.@-]+(\\[\w.@-]+)+)/;

/** The attribute of an endpoint; only what is written down counts. */
export function internalsOf(graph: CallGraph, evaluator: Evaluator, route: RouteFact): Attribute {
  const places: Place[] = [];
  const reached = route.handler === undefined ? [] : [...graph.reachedFrom(route.handler).keys()];
  for (const key of reached.slice(0, MAX_FUNCTIONS)) {
    const { path, fn } = parseFunctionKey(key);
    const module = evaluator.program.module(path);
    for (const call of module?.calls ?? [])
      if (module && call.function === fn) places.push(...shownIn(evaluator, module, call));
  }
  if (places.length === 0) return { value: false };
  places.sort(comparePlaces);
  return { value: true, because: 'a message names a file of the server', place: places[0], places };
}

function shownIn(evaluator: Evaluator, module: ModuleSummary, call: CallSite): Place[] {
  const texts = call.arguments
    .flatMap((argument) => [...valuesIn(module, argument.value)])
    .filter((value) => namesFile(evaluator, module, call, value));
  if (texts.length === 0 || isLog(module, call)) return [];
  const telling = matchCall(evaluator, evaluator.site(module, call)).some(
    (match) =>
      match.known.meaning.responds !== undefined &&
      (hasStatus(evaluator, match, (status) => status >= 400) || inHandler(module, call)),
  );
  return telling ? texts.map((value) => placeOf(module, value)) : [];
}

/** A sentence with the path in it; a bare path may be anything. */
function namesFile(evaluator: Evaluator, module: ModuleSummary, call: CallSite, value: Value): boolean {
  if (value.kind === 'constant')
    return typeof value.value === 'string' && /\S\s+\S/.test(value.value) && OWN_FILE.test(value.value);
  if (value.kind !== 'template') return false;
  return value.parts.some((part) => {
    if (typeof part === 'string') return OWN_FILE.test(part);
    if (part.kind !== 'reference' && part.kind !== 'member') return false;
    const one = evaluator.evaluate(part, evaluator.frame(module, call.function));
    return one.kind === 'constant' && typeof one.value === 'string' && OWN_FILE.test(one.value);
  });
}

function inHandler(module: ModuleSummary, call: CallSite): boolean {
  return stepsTo(module.functions[call.function]!, call.start).some(({ part }) => part === 'handler');
}
