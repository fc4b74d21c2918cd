// Who calls a function of the workspace, and with what.
import type { ModuleSummary } from '../../../languages/summary/module';
import { type Abstract, alternatives, type Site } from './abstract';
import { bindArguments } from './calls';
import type { Evaluator } from './evaluator';
import type { NamedCall } from './program';

/** Following callers of callers costs; deeper parameters stay unknown. */
const MAX_CALLER_DEPTH = 3;
const MAX_CALLERS = 40;

const pending = new WeakMap<Evaluator, { depth: number; functions: Set<string> }>();

/** The arguments of every call of a function in the workspace, by parameter index. Empty if nobody calls it or callers are already being followed. */
export function callersOf(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: number,
): ReadonlyMap<number, Abstract>[] {
  const state = pending.get(evaluator) ?? { depth: 0, functions: new Set<string>() };
  pending.set(evaluator, state);
  const key = `${module.path}#${fn}`;
  if (state.depth >= MAX_CALLER_DEPTH || state.functions.has(key)) return [];
  state.depth++;
  state.functions.add(key);
  try {
    return callSitesOf(evaluator, module, fn).map(({ site, self }) =>
      bindArguments(evaluator, site, module, fn, self),
    );
  } finally {
    state.depth--;
    state.functions.delete(key);
  }
}

/** The call sites of a function that tell how it runs, with the object a method was called on. */
export function callSitesOf(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: number,
): { site: Site; self?: Abstract }[] {
  const sites: { site: Site; self?: Abstract }[] = [];
  for (const name of namesOf(module, fn)) {
    const { program } = evaluator;
    const calls = program.callsNamed(name, module).filter((one) => program.tells(one.path, module.path));
    if (calls.length > 400) continue; // A name used everywhere tells nothing and costs a lot.
    for (const { path, call } of calls) {
      if (sites.length >= MAX_CALLERS) return sites;
      const from = program.module(path)!;
      const site = evaluator.site(from, from.calls[call]!);
      for (const callee of alternatives(evaluator.callee(site))) {
        const constructs =
          callee.kind === 'class' && module.functions[fn]?.class === callee.class && callee.module === module;
        const same =
          callee.kind === 'function' && callee.module.path === module.path && callee.function === fn;
        if (same || constructs)
          sites.push({ site, self: callee.kind === 'function' ? callee.self : undefined });
      }
    }
  }
  return sites;
}

/**
 * Whether a call of the product may reach a function. False where none has its name, or those that have it are known to
 * mean something else.
 */
export function mayBeCalled(evaluator: Evaluator, module: ModuleSummary, fn: number): boolean {
  const { program } = evaluator;
  const summary = module.functions[fn];
  const names = summary ? namesOf(module, fn) : undefined;
  if (!names || names.size === 0) return true;
  const telling = (name: string): readonly NamedCall[] =>
    program.callsNamed(name, module).filter((one) => program.tells(one.path, module.path));
  const owner = summary?.class === undefined ? undefined : module.classes[summary.class];
  if (owner && program.isExtended(owner.name, module)) return true;
  const calls = [...names].flatMap(telling);
  if (calls.length === 0) return false;
  const state = pending.get(evaluator) ?? { depth: 0, functions: new Set<string>() };
  pending.set(evaluator, state);
  if (calls.length > MAX_CALLERS || state.depth >= MAX_CALLER_DEPTH) return true;
  state.depth++;
  try {
    return calls.some(({ path, call }) => {
      const from = program.module(path)!;
      const callee = evaluator.callee(evaluator.site(from, from.calls[call]!));
      return alternatives(callee).some((one) => mayMean(one, module, fn));
    });
  } finally {
    state.depth--;
  }
}

function mayMean(callee: Abstract, module: ModuleSummary, fn: number): boolean {
  if (callee.kind === 'function') return callee.module.path === module.path && callee.function === fn;
  if (callee.kind === 'class')
    return callee.module === module && module.functions[fn]?.class === callee.class;
  return callee.kind !== 'symbol' && callee.kind !== 'instance';
}

/** Names under which a function may be called: its own, its class's for a constructor, `default` where it is the default export. */
function namesOf(module: ModuleSummary, fn: number): Set<string> {
  const summary = module.functions[fn];
  const names = new Set<string>();
  if (!summary?.name) return names;
  const owner = summary.class === undefined ? undefined : module.classes[summary.class];
  names.add(
    owner && (summary.name === 'constructor' || summary.name === '__init__') ? owner.name : summary.name,
  );
  for (const binding of module.exports) {
    if (
      binding.local === summary.name ||
      (binding.value?.kind === 'function' && binding.value.function === fn)
    )
      names.add(binding.name);
  }
  return names;
}
