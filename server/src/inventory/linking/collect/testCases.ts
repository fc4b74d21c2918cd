// Test cases of a module and what runs with them: cases by runner and by convention, hooks, fixtures. What they reach is followed later.
import type { FunctionSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { functionsOf, keyOf, type LinkContext } from '../context';
import { numberOfKey, pathOfKey } from '../keys';
import type { Match } from '../match/match';
import type { DefinitionKey, FunctionKey, TestFacts } from '../moduleFacts';
import { lastName } from '../paths/refusal';
import { runsParameter } from '../paths/runsParameter';
import { placeOf } from '../resolve/abstract';
import { fitGlobs } from '../surface/fileGlob';
import { flatten } from '../surface/slotReads';
import { parameterMocks, testMocks } from './testMocks';
import { triedBy, triedByDecorators } from './testTables';

const HOOKS = /^(before|after)(All|Each)?$|^(setup|teardown)$/;

export function collectTests(context: LinkContext): TestFacts {
  const cases = [...registered(context), ...byConvention(context)];
  return {
    cases,
    hooks: hooksOf(context),
    fixtures: fixturesOf(context),
    mocks: [...testMocks(context), ...parameterMocks(context, cases)],
  };
}

/** `it("…", () => …)`, `test.each(table)("…", () => …)`. */
function registered(context: LinkContext): TestFacts['cases'][number][] {
  const { module } = context;
  return context.matches.flatMap((match) => {
    if (match.known.meaning.test !== 'case' || match.form === 'decorator' || match.form === 'subclass')
      return [];
    const outer = module.calls.find(
      (call) => call.callee.kind === 'call' && call.callee.call === match.site.call.id,
    );
    const call = outer ?? match.site.call;
    const [key] = handed(
      context,
      call.arguments.map((argument) => argument.value),
      call.function,
    );
    if (key === undefined) return [];
    const title = call.arguments[0]?.value;
    const name =
      title?.kind === 'constant' && typeof title.value === 'string' ? title.value : lastName(call.callee);
    const table = outer ? match.site.call.arguments.map((argument) => argument.value) : [];
    const fn = pathOfKey(key) === module.path ? module.functions[numberOfKey(key)] : undefined;
    const tries = triedBy(context, fn, table);
    return [
      { function: key, name, place: context.place(match.site.call.calleeSpan), needs: [], ...given(tries) },
    ];
  });
}

function handed(context: LinkContext, values: readonly Value[], fn: number): FunctionKey[] {
  return functionsOf(
    values
      .filter((value) => value.kind === 'function' || value.kind === 'reference')
      .map((value) => context.evaluator.evaluate(value, context.evaluator.frame(context.module, fn))),
  );
}

/** Functions and methods that a runner collects by their names. */
function byConvention(context: LinkContext): TestFacts['cases'][number][] {
  const { module } = context;
  const rules = context.catalog
    .fileTests(module.language)
    .filter(({ files }) => fitGlobs(module.path, files) !== undefined);
  if (rules.length === 0) return [];
  const suites = suiteClasses(context.matches);
  const found = new Map<string, FunctionSummary>();
  for (const fn of module.functions) {
    if (fn.id === 0 || fn.decorators.some((one) => isSkip(context, one))) continue;
    const owner = fn.class === undefined ? undefined : module.classes[fn.class];
    const isCase = rules.some(
      ({ functions, classes }) =>
        named(fn.name, functions) &&
        (owner ? suites.has(owner.id) || named(owner.name, classes) : fn.parent === 0),
    );
    // A second definition of a name hides the first.
    if (isCase) found.set(`${fn.class ?? ''}.${fn.name}`, fn);
  }
  return [...found.values()].map((fn) => ({
    function: context.functionKey(fn.id),
    name: fn.name,
    place: context.place(fn.nameSpan ?? fn),
    needs: fn.parameters.map((parameter) => parameter.name),
    ...given(triedByDecorators(context, fn)),
    ...(runsParameter(module, fn) ? { runsNeeds: true } : {}),
  }));
}

function given(tries: readonly string[]): { tries?: readonly string[] } {
  return tries.length > 0 ? { tries } : {};
}

function suiteClasses(matches: readonly Match[]): Set<number> {
  return new Set(
    matches.flatMap((match) =>
      match.known.meaning.test === 'suite' && match.subclass ? [match.subclass.class] : [],
    ),
  );
}

/** `test_*` stands for any end. */
function named(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
}

function isSkip(context: LinkContext, decorator: Value): boolean {
  const callee = decorator.kind === 'call' ? context.module.calls[decorator.call]?.callee : decorator;
  return callee !== undefined && lastName(callee) === 'skip';
}

function hooksOf(context: LinkContext): FunctionKey[] {
  return context.module.calls.flatMap((call) =>
    HOOKS.test(lastName(call.callee))
      ? handed(
          context,
          call.arguments.map((argument) => argument.value),
          call.function,
        )
      : [],
  );
}

/** Functions a test gets what it needs from, by the name of a parameter. */
function fixturesOf(context: LinkContext): TestFacts['fixtures'][number][] {
  const { module } = context;
  return module.functions.flatMap((fn) => {
    const isFixture = fn.decorators.some((one) => {
      const callee = one.kind === 'call' ? module.calls[one.call]?.callee : one;
      return callee !== undefined && lastName(callee) === 'fixture';
    });
    return isFixture
      ? [
          {
            function: context.functionKey(fn.id),
            name: fn.name,
            needs: fn.parameters.map((parameter) => parameter.name),
            gives: givenBy(context, fn),
          },
        ]
      : [];
  });
}

/** The definitions a function returns or yields. */
function givenBy({ evaluator, module }: LinkContext, fn: FunctionSummary): DefinitionKey[] {
  const at = placeOf(module, fn);
  const given = evaluator.callFunction({ kind: 'function', module, function: fn.id, at }, undefined);
  return flatten(evaluator, [given]).flatMap((value) => keyOf(value) ?? []);
}
