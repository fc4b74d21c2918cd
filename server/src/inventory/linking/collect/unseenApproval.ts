// What may ask a person but cannot be looked into: decorators and wrappers of packages nobody describes, middleware of the project.
import type { Slot } from '../../../catalog/slots';
import type { Value } from '../../../languages/summary/value';
import { nameWords } from '../../../text/nameWords';
import type { Blocker } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';

/** Names of what holds something back until somebody agrees. Only what such a name makes likely is left open. */
const ASKS =
  /^(approv\w*|confirm\w*|permi(ssion|t)\w*|humans?|hitl|consent\w*|review(s|ed|er|ers|ing)?|(safe)?guard(s|ed|ing|rails?)?|gate(s|d|keeper)?|gating|ask(s|ed|ing)?|authori[sz]\w*|interrupt\w*)$/;
/** Hooks in which a middleware can stop a tool. */
const HOOK = /\b(tools?|after model)\b/;

/** A decorator beside the one that makes a tool, or a wrapper around what it runs. */
export function unseenAsker(context: LinkContext, match: Match): Blocker | undefined {
  const { decorated } = match;
  if (decorated?.kind === 'function') {
    const fn = decorated.module.functions[decorated.function]!;
    const frame = context.evaluator.frame(decorated.module, Math.max(0, fn.parent));
    const found = fn.decorators.find(
      (decorator) =>
        mayAsk(decorated.module, decorator) && isUnseen(context.evaluator.evaluate(decorator, frame)),
    );
    return found && blockerAt(placeOf(decorated.module, found));
  }
  const wrapped = (match.known.meaning.tool?.execute ?? [])
    .flatMap((slot: Slot) => valuesAt(context.evaluator, slot, match).values)
    .flatMap(alternatives)
    .find((value) => value.kind === 'result' && mayAsk(value.site.module, value.site.call.callee));
  return wrapped && blockerAt(wrapped.at);
}

/** One of the workspace's own wrappers that sounds as if it asked: how it does so may be its own affair. */
export function askingMaker(value: Abstract | string): Blocker | undefined {
  if (typeof value === 'string' || value.kind !== 'function') return undefined;
  for (let frame = value.closure; frame?.args; frame = frame.parent) {
    const maker = frame.module.functions[frame.function];
    if (maker && nameWords(maker.name).some((word) => ASKS.test(word))) {
      const { name } = maker;
      const place = placeOf(frame.module, maker.nameSpan ?? { start: maker.start, end: maker.start + 1 });
      return { why: `whether ${name} around the tool asks a person cannot be told`, place };
    }
  }
  return undefined;
}

/** A middleware the project wrote itself that can stop tools, or one nobody describes that sounds as if it asked. */
export function isUnseenMiddleware(value: Abstract): boolean {
  if (value.kind === 'object-of' || value.kind === 'class') {
    const owner = value.module.classes[value.class]!;
    return owner.methods.some(({ name }) => mayStop(name));
  }
  if (value.kind === 'function') {
    const fn = value.module.functions[value.function]!;
    return fn.decorators.some((decorator) => mayStop(nameOf(value.module, decorator)));
  }
  return value.kind === 'result' && mayAsk(value.site.module, value.site.call.callee);
}

function blockerAt(place: Blocker['place']): Blocker {
  return { why: 'what stands around the tool may ask a person, and cannot be followed', place };
}

function isUnseen(value: Abstract): boolean {
  return alternatives(value).some(({ kind }) => kind === 'symbol' || kind === 'result' || kind === 'unknown');
}

function mayAsk(module: Match['site']['module'], value: Value): boolean {
  return nameWords(nameOf(module, value)).some((word) => ASKS.test(word));
}

function mayStop(hook: string): boolean {
  return HOOK.test(nameWords(hook).join(' '));
}

/** The last names of what is called or read: `layer.require_approval()` is `layer.require_approval`. */
function nameOf(module: Match['site']['module'], value: Value): string {
  switch (value.kind) {
    case 'reference':
      return value.name;
    case 'member':
      return `${nameOf(module, value.object)}.${value.property}`;
    case 'call': {
      const call = module.calls[value.call];
      return call ? nameOf(module, call.callee) : '';
    }
    default:
      return '';
  }
}
