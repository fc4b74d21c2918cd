// What tests put in the place of something else: modules, members, whole worlds (fake timers, HTTP mocks).
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { keyOf, type LinkContext } from '../context';
import { type Match, matchCall } from '../match/match';
import type { TestFacts } from '../moduleFacts';
import { lastName, rootName } from '../paths/refusal';
import { type Abstract, alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';

type Mock = TestFacts['mocks'][number];

/** Fixtures that replace something for the test that asks for them. */
const MOCK_PARAMETERS =
  /^(monkeypatch|mocker|(class|module|package|session)_mocker|httpx_mock|requests_mock|respx_mock|aioresponses|vcr|freezer|mock\w*|fake\w*|\w+_mock|stub\w*)$/i;
/** Calls that stop the clock or fix the dice, whatever their package. */
const FREEZES = /^(useFakeTimers|setSystemTime|freeze_time|travel|seed|install)$/;

export function testMocks(context: LinkContext): Mock[] {
  const matched = context.matches.flatMap((match) =>
    match.known.meaning.test === 'mock' ? [toMock(context, match)] : [],
  );
  const frozen = context.module.calls.flatMap((call) =>
    FREEZES.test(lastName(call.callee)) ? [{ within: scopeOf(context, call), replaces: [] }] : [],
  );
  const decorated = context.module.functions.flatMap((fn) =>
    fn.decorators.flatMap((one) => decoratingMocks(context, one, context.functionKey(fn.id))),
  );
  return [...matched, ...frozen, ...decorated];
}

/** `@patch("desk.tools.price")`: a decorator that is a mock when it is called. */
function decoratingMocks(context: LinkContext, decorator: Value, within: string): Mock[] {
  const call = decorator.kind === 'call' ? context.module.calls[decorator.call] : undefined;
  if (FREEZES.test(lastName(call?.callee ?? decorator))) return [{ within, replaces: [] }];
  if (!call) return [];
  return matchCall(context.evaluator, context.evaluator.site(context.module, call), 'call').flatMap(
    (match) => (match.known.meaning.test === 'mock' ? [{ ...toMock(context, match), within }] : []),
  );
}

/** What a test does with `monkeypatch` and its like, whose type nobody writes. */
export function parameterMocks(context: LinkContext, cases: TestFacts['cases']): Mock[] {
  const { module } = context;
  const asking = cases.flatMap((one) =>
    one.needs.some((name) => MOCK_PARAMETERS.test(name)) ? [{ within: one.function, replaces: [] }] : [],
  );
  const patches = module.calls.flatMap((call) => {
    if (!/^(monkeypatch|mocker)$/.test(rootName(module, call.callee))) return [];
    if (!/^(setattr|patch|object)$/.test(lastName(call.callee))) return [];
    const frame = context.evaluator.frame(module, call.function);
    const values = call.arguments
      .slice(0, 2)
      .map((argument) => context.evaluator.evaluate(argument.value, frame));
    return [{ within: scopeOf(context, call), replaces: replacedBy(context, values) }];
  });
  return [...asking, ...patches];
}

function toMock(context: LinkContext, match: Match): Mock {
  const { call } = match.site;
  if (isOnlyWatching(context, call) || isPartial(context, call))
    return { within: scopeOf(context, call, match), replaces: [] };
  const values = (match.known.meaning.mocks ?? []).flatMap((slot) =>
    valuesAt(context.evaluator, slot, match).values.flatMap(alternatives),
  );
  return { within: scopeOf(context, call, match), replaces: replacedBy(context, values) };
}

/** The function a mock holds for; undefined: the whole module (also where a runner lifts the call to the top). */
function scopeOf(context: LinkContext, call: CallSite, match?: Match): string | undefined {
  if (match?.decorated) return match.decorated.kind === 'function' ? keyOf(match.decorated) : undefined;
  const lifted = context.module.language === 'typescript' && lastName(call.callee) === 'mock';
  return call.function === 0 || lifted ? undefined : context.functionKey(call.function);
}

/** A spy lets the call through unless it is told what to do instead. */
function isOnlyWatching(context: LinkContext, call: CallSite): boolean {
  if (lastName(call.callee) !== 'spyOn') return false;
  return !context.module.calls.some(
    ({ callee }) =>
      callee.kind === 'member' &&
      callee.object.kind === 'call' &&
      callee.object.call === call.id &&
      callee.property.startsWith('mock'),
  );
}

/** A factory that takes the original along replaces parts of it, who knows which. */
function isPartial(context: LinkContext, call: CallSite): boolean {
  const factory = call.arguments[1]?.value;
  if (factory?.kind !== 'function') return false;
  const { parameters, start, end } = context.module.functions[factory.function]!;
  return (
    parameters.length > 0 ||
    context.module.calls.some(
      (inner) =>
        start <= inner.start &&
        inner.end <= end &&
        /^(importActual|requireActual|importOriginal)$/.test(lastName(inner.callee)),
    )
  );
}

/** Keys of what is replaced: `module:<path>`, or the key of a definition. */
function replacedBy(context: LinkContext, values: readonly Abstract[]): string[] {
  const [first, second] = values;
  if (!first) return [];
  const name = second?.kind === 'constant' && typeof second.value === 'string' ? second.value : undefined;
  if (first.kind === 'constant') return typeof first.value === 'string' ? named(context, first.value) : [];
  if (first.kind === 'namespace' && name !== undefined) {
    const value = context.evaluator.exportOf(first.module, name);
    return value ? keysOf(value) : [];
  }
  // A method of a tool (`spyOn(search, "execute")`).
  return name === undefined ? [] : keysOf(first);
}

function named(context: LinkContext, text: string): string[] {
  const { evaluator, module } = context;
  const whole = evaluator.program.resolveImport(module, text);
  if (whole && whole !== 'outside') return [`module:${whole.path}`];
  // `package.module.name` and `package.module.Class.method`.
  const steps = text.split('.');
  for (let at = steps.length - 1; at > 0 && module.language === 'python'; at--) {
    const target = evaluator.program.resolveImport(module, steps.slice(0, at).join('.'));
    if (!target || target === 'outside') continue;
    const value = evaluator.exportOf(target, steps[at]!);
    return value ? keysOf(value) : [];
  }
  return [];
}

function keysOf(value: Abstract): string[] {
  return alternatives(value).flatMap((one) => keyOf(one) ?? []);
}
