// Decorators on handlers: product guards, wrappers of the workspace, and those that cannot be followed.
import type { Value } from '../../../languages/summary/value';
import type { LinkContext } from '../context';
import { matchCall } from '../match/match';
import type { GuardUse } from '../moduleFacts';
import { type Abstract, alternatives, placeOf, type Site } from '../resolve/abstract';
import { firstRootOf, knownUses, toGuardUses, unknownUse } from './guardUses';
import type { HintBook } from './hints';
import { allAt } from './slotReads';
import { decorate, keyOfFunction, unwrap } from './wrappers';

type FunctionAbstract = Extract<Abstract, { kind: 'function' }>;

/** What the decorators of a function put before or around it, outermost first. */
export function decoratorUses(
  context: LinkContext,
  decorated: FunctionAbstract,
  book: HintBook,
  types: readonly string[] | undefined,
): GuardUse[] {
  const { module } = decorated;
  const summary = module.functions[decorated.function]!;
  const frame = context.evaluator.frame(module, Math.max(0, summary.parent));
  return summary.decorators.flatMap((decorator) =>
    usesOf(context, decorator, { decorated, frame, book, types, written: decorator }),
  );
}

interface Decorated {
  readonly decorated: FunctionAbstract;
  readonly frame: Site['frame'];
  readonly book: HintBook;
  readonly types: readonly string[] | undefined;
  /** The decorator as it is written. */
  readonly written: Value;
}

function usesOf(context: LinkContext, decorator: Value, target: Decorated): GuardUse[] {
  const { frame, decorated } = target;
  const place = placeOf(frame.module, decorator);
  const call = decorator.kind === 'call' ? frame.module.calls[decorator.call] : undefined;
  if (call) {
    const site = { module: frame.module, call, frame };
    const matches = matchCall(context.evaluator, site, 'decorator', decorated);
    if (matches.length > 0) {
      const given = { site, receiver: matches[0]!.receiver, decorated };
      const before = matches.flatMap((match) =>
        allAt(context, match, match.known.meaning.middleware?.handlers),
      );
      const uses = before.flatMap((value) => toGuardUses(context, value, place, given));
      return [
        ...knownUses(
          context,
          matches.map((match) => match.known),
          place,
          given,
        ),
        ...uses,
      ];
    }
  }
  return alternatives(context.evaluator.evaluate(decorator, frame)).flatMap((value) =>
    valueUses(context, value, place, target),
  );
}

function valueUses(
  context: LinkContext,
  value: Abstract,
  place: GuardUse['place'],
  target: Decorated,
): GuardUse[] {
  if (value.kind === 'function') return wrapperUses(context, value, place, target);
  const root = firstRootOf(value);
  if (
    root.kind === 'symbol' &&
    (root.module === 'global' || context.catalog.isPure(context.module.language, root.module))
  )
    return [];
  if (value.kind === 'instance' || value.kind === 'symbol') {
    const known = toGuardUses(context, value, place);
    return known.map((use) => (use.unknown ? { ...use, wraps: true } : use));
  }
  const why = value.kind === 'unknown' ? value.why : 'what this decorator does cannot be followed';
  return [{ ...unknownUse(place, why), wraps: true }];
}

function wrapperUses(
  context: LinkContext,
  decorator: FunctionAbstract,
  place: GuardUse['place'],
  target: Decorated,
): GuardUse[] {
  const made = decorate(context.evaluator, decorator, target.decorated);
  if (!made) return [{ ...unknownUse(place, 'what this decorator does cannot be followed'), wraps: true }];
  // A decorator that gives back what it got only registers it.
  if (made.module === target.decorated.module && made.function === target.decorated.function) return [];
  const unwrapped = unwrap(context.evaluator, made);
  target.book.addUnwrapped(unwrapped, target.types);
  const name = decoratorName(target.written, target.frame.module) || 'a decorator of this workspace';
  return unwrapped.wrappers.map(({ wrapper }) => ({
    place,
    function: keyOfFunction(wrapper),
    because: name,
    wraps: true,
  }));
}

function decoratorName(written: Value, module: Site['module']): string {
  if (written.kind === 'call') return decoratorName(module.calls[written.call]!.callee, module);
  return written.kind === 'reference' ? written.name : written.kind === 'member' ? written.property : '';
}
