// Methods handed over uncalled, with the arguments they are to be called with: `asyncio.to_thread(client.messages.create, model="…")`,
// `retryer(client.responses.create, **request)`. Each is seen as a call of the method with what stands behind it.
import type { Argument, CallSite, ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { isInside } from '../../../languages/summary/walk';
import { type Abstract, alternatives, type Site } from '../resolve/abstract';
import { meaningsOf } from '../resolve/calls';
import type { Evaluator } from '../resolve/evaluator';
import { valuesAt } from '../resolve/slotValues';
import type { Match } from './match';

const ADDS = 'what it is handed to may add arguments';

/** The requests and effects among the arguments of a call. `matches`: what the call itself means. */
export function handedOver(evaluator: Evaluator, site: Site, matches: readonly Match[]): Match[] {
  const { call } = site;
  return call.arguments.flatMap((argument, index) => {
    const method = methodOf(site.module, argument);
    if (!method) return [];
    const found = alternatives(evaluator.evaluate(method, site.frame)).filter(isMethod);
    if (found.length === 0) return [];
    const passes = isPassedOn(evaluator, site, matches, index);
    // A function of the workspace calls it with arguments of its own: that call is seen where it stands.
    if (!passes && alternatives(evaluator.callee(site)).some(({ kind }) => kind === 'function')) return [];
    const later = { module: site.module, frame: site.frame, call: laterCall(call, method, index, passes) };
    return found.flatMap((callee) =>
      meaningsOf(evaluator, callee, later, 'call').flatMap((known): Match[] => {
        const receiver: Abstract | undefined =
          callee.kind === 'instance' ? { ...callee, path: [] } : undefined;
        const open = passes ? undefined : { why: ADDS, at: callee.at };
        const match: Match = { site: later, known, form: 'call', callee, receiver, open };
        const { request, effect } = known.meaning;
        const meant = request ? passes || isAsked(evaluator, match) : effect !== undefined && passes;
        return meant ? [match] : [];
      }),
    );
  });
}

/** A name that is not called: `client.messages.create`, `generateText`, `client.chat.create.bind(client.chat)`. */
function methodOf(module: ModuleSummary, argument: Argument): Value | undefined {
  const { value } = argument;
  if (argument.spread) return undefined;
  if (value.kind === 'member' || value.kind === 'reference') return value;
  const call = value.kind === 'call' ? module.calls[value.call] : undefined;
  return call?.callee.kind === 'member' && call.callee.property === 'bind' && call.arguments.length === 1
    ? call.callee.object
    : undefined;
}

function isMethod(value: Abstract): boolean {
  return (value.kind === 'instance' || value.kind === 'symbol') && value.path.length > 0;
}

/** The call that is made later. What hands it over in a way not seen may add to its arguments. */
function laterCall(outer: CallSite, callee: Value, index: number, passes: boolean): CallSite {
  const span = callee.kind === 'member' ? callee.propertySpan : callee;
  const rest = outer.arguments.filter((one, at) => at > index || (at < index && one.name !== undefined));
  const end = { start: outer.argumentsSpan.end, end: outer.argumentsSpan.end };
  const open = { kind: 'unknown', why: ADDS, ...end } as const;
  return {
    id: -1,
    form: 'call',
    callee,
    start: callee.start,
    end: callee.end,
    calleeSpan: { start: span.start, end: span.end },
    argumentsSpan: { start: callee.end, end: outer.argumentsSpan.end },
    arguments: passes
      ? rest
      : [...rest, { value: open, spread: 'keyword', ...end }, { value: open, spread: 'positional', ...end }],
    awaited: outer.awaited,
    function: outer.function,
  };
}

/** True if arguments stand there that only the request can take. */
function isAsked(evaluator: Evaluator, match: Match): boolean {
  const { model, input } = match.known.meaning.request!;
  return (
    match.site.call.arguments.some(({ spread, value }) => spread === 'keyword' && value.kind !== 'unknown') ||
    [...(model ?? []), ...(input ?? [])].some((slot) => valuesAt(evaluator, slot, match).values.length > 0)
  );
}

/** True if the method surely gets the arguments behind it and no others. */
function isPassedOn(evaluator: Evaluator, site: Site, matches: readonly Match[], index: number): boolean {
  const said = matches.some(({ known }) => {
    const { calls } = known.meaning;
    return calls?.passes && calls.functions.some((slot) => slot.from === 'argument' && slot.index === index);
  });
  if (said) return true;
  const { name } = site.call.arguments[index]!;
  const callees = alternatives(evaluator.callee(site));
  return callees.every(
    (callee) =>
      callee.kind === 'function' &&
      passesOn(callee.module, callee.function, name ?? index + (isBound(callee) ? 1 : 0)),
  );
}

/** True if a call in a function only hands on what that was given: `fn(*args, **kwargs)`. Whoever hands `fn` over makes it. */
export function isMadeByCaller(module: ModuleSummary, call: CallSite): boolean {
  const { callee } = call;
  if (callee.kind !== 'reference') return false;
  for (let id = call.function; id > 0; id = module.functions[id]!.parent) {
    const taken = module.functions[id]!.parameters.find(({ name }) => name === callee.name);
    if (taken) return passesOn(module, id, taken.name);
  }
  return false;
}

function isBound({ module, function: fn, self }: Extract<Abstract, { kind: 'function' }>): boolean {
  return module.language === 'python' && module.functions[fn]!.class !== undefined && self !== undefined;
}

/** True if a function calls its parameter with just what else it was given, and gives nothing else to it. */
function passesOn(module: ModuleSummary, fn: number, parameter: number | string): boolean {
  const { parameters } = module.functions[fn]!;
  const index =
    typeof parameter === 'number' ? parameter : parameters.findIndex(({ name }) => name === parameter);
  const taken = parameters[index];
  const next = parameters[index + 1];
  const rests = parameters.filter(({ form }) => form === 'rest' || form === 'keyword-rest');
  // A parameter between the method and the rest would keep an argument to itself.
  if (!taken || rests.length === 0 || next?.form === 'positional') return false;
  const names = new Set(rests.map(({ name }) => name));
  const calls = module.calls.filter(
    ({ callee, function: within }) =>
      callee.kind === 'reference' && callee.name === taken.name && isInside(module, within, fn),
  );
  return (
    calls.length > 0 &&
    calls.every(
      (call) =>
        call.arguments.length > 0 &&
        call.arguments.every(
          ({ spread, value }) => spread && value.kind === 'reference' && names.has(value.name),
        ),
    )
  );
}
