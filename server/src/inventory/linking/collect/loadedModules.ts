// Calls on what was loaded by a name made at run time: modules, what is kept of them in a field, what is taken out of them by name.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkStatements } from '../../../languages/summary/walk';
import { keyOf, type LinkContext } from '../context';
import { type Abstract, alternatives } from '../resolve/abstract';

const MAX_DEPTH = 5;
const WHY = 'which module is loaded here is decided at run time';

/** Members of known objects that hold something loaded (`app.agent = module`): `<key of the object>.<member>`. */
type Kept = ReadonlySet<string>;

/** Why a call cannot be followed, if what it calls was loaded so. */
export function createLoadedReader(
  context: LinkContext,
): (call: CallSite, callee: Abstract) => string | undefined {
  if (!context.matches.some(({ known }) => known.meaning.loads)) return () => undefined;
  const kept = keptMembers(context);
  return (call, callee) => (isLoaded(context, callee, 0) || isOnKept(context, call, kept) ? WHY : undefined);
}

function isLoaded(context: LinkContext, value: Abstract, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  return alternatives(value).some((one) => {
    if (one.kind === 'instance') return one.origin?.known.meaning.loads === true;
    if (one.kind !== 'result') return false;
    const { call, frame } = one.site;
    // `getattr(module, name)`, `module.create()`.
    return (
      isLoaded(context, one.callee, depth + 1) ||
      call.arguments.some((argument) =>
        isLoaded(context, context.evaluator.evaluate(argument.value, frame), depth + 1),
      )
    );
  });
}

function keptMembers(context: LinkContext): Kept {
  const kept = new Set<string>();
  for (const fn of context.module.functions) {
    const frame = context.evaluator.frame(context.module, fn.id);
    walkStatements(fn.body, (statement) => {
      if (statement.kind !== 'assign' || statement.target.kind !== 'member' || !statement.value) return;
      if (!isLoaded(context, context.evaluator.evaluate(statement.value, frame), 0)) return;
      const key = keyOf(context.evaluator.evaluate(statement.target.object, frame));
      if (key) kept.add(`${key}.${statement.target.property}`);
    });
  }
  return kept;
}

function isOnKept(context: LinkContext, call: CallSite, kept: Kept): boolean {
  if (kept.size === 0) return false;
  const frame = context.evaluator.frame(context.module, call.function);
  for (let value: Value = call.callee; value.kind === 'member'; value = value.object) {
    const key = keyOf(context.evaluator.evaluate(value.object, frame));
    if (key && kept.has(`${key}.${value.property}`)) return true;
  }
  return false;
}
