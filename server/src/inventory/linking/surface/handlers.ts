// The handlers of a route: which function answers, what runs before it or around it.
import type { Place } from '../../../text/span';
import type { LinkContext } from '../context';
import type { GuardUse } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { decoratorUses } from './decorators';
import { dependencyUses } from './dependencies';
import { knownUses, toGuardUses, unknownUse } from './guardUses';
import type { HintBook } from './hints';
import { flatten } from './slotReads';
import { keyOfFunction, unwrap } from './wrappers';

type FunctionAbstract = Extract<Abstract, { kind: 'function' }>;

export interface Handler {
  readonly value: FunctionAbstract;
  readonly before: readonly GuardUse[];
}

/** True for what can answer a request: a function, or something that runs a function handed to it. */
export function answers(context: LinkContext, value: Abstract): boolean {
  return value.kind === 'function' || handed(context, value).length > 0;
}

/** The function that answers, with its wrappers, decorators and dependencies as guard uses. Undefined where there is none. */
export function toHandler(
  context: LinkContext,
  value: Abstract,
  place: Place,
  book: HintBook,
  types: readonly string[] | undefined,
): Handler | undefined {
  if (value.kind === 'function') return functionHandler(context, value, place, book, types);
  const inner = handed(context, value).at(-1);
  if (!inner) return undefined;
  const handler = functionHandler(context, inner, place, book, types);
  return { ...handler, before: [...wrapperUses(context, value, place), ...handler.before] };
}

function functionHandler(
  context: LinkContext,
  value: FunctionAbstract,
  place: Place,
  book: HintBook,
  types: readonly string[] | undefined,
): Handler {
  const unwrapped = unwrap(context.evaluator, value);
  book.addUnwrapped(unwrapped, types);
  const { handler, wrappers } = unwrapped;
  const around: GuardUse[] = wrappers.map(({ wrapper }) => ({
    place,
    function: keyOfFunction(wrapper),
    because: wrapperName(wrapper),
    wraps: true,
  }));
  const decorators = decoratorUses(context, handler, book, types);
  return {
    value: handler,
    before: [...around, ...decorators, ...dependencyUses(context, handler.module, handler.function)],
  };
}

function wrapperName({ module, function: fn }: FunctionAbstract): string {
  for (let current = fn; current > 0; current = module.functions[current]?.parent ?? -1) {
    const name = module.functions[current]?.name;
    if (name) return name;
  }
  return 'a wrapper of this workspace';
}

/** Functions handed to a call of a package (`asyncHandler(fn)`, `auth(fn)`), in order. */
function handed(context: LinkContext, value: Abstract): FunctionAbstract[] {
  const site =
    value.kind === 'result' ? value.site : value.kind === 'instance' ? value.origin?.site : undefined;
  if (!site) return [];
  if (
    value.kind === 'instance' &&
    (value.origin?.known.meaning.app ||
      value.origin?.known.meaning.route ||
      value.origin?.known.meaning.middleware)
  )
    return [];
  const values = site.call.arguments.map((argument) =>
    context.evaluator.evaluate(argument.value, site.frame),
  );
  return flatten(context.evaluator, values).flatMap((one) => {
    if (one.kind === 'function') return [one];
    return one.kind === 'result' ? handed(context, one) : [];
  });
}

/** What a package's wrapper does to the handler. */
function wrapperUses(context: LinkContext, value: Abstract, place: Place): GuardUse[] {
  if (value.kind === 'instance' && value.origin) {
    const { known, site, receiver } = value.origin;
    const [, ...others] = [...site.call.arguments].reverse();
    const before = others.flatMap((argument) =>
      toGuardUses(context, context.evaluator.evaluate(argument.value, site.frame), place),
    );
    return [
      ...knownUses(context, [known], place, { site, receiver }),
      ...before.filter((use) => use.function !== undefined),
    ];
  }
  if (value.kind !== 'result') return [];
  const root = alternatives(value.callee)[0];
  if (root?.kind === 'symbol' && context.catalog.isPure(context.module.language, root.module)) return [];
  const what = root?.kind === 'symbol' ? root.module : 'the wrapper';
  return [{ ...unknownUse(place, `what ${what} does around the handler is not known`), wraps: true }];
}
