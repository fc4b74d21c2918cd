// Whether a call runs only where the environment says so: `if (process.env.STORE_URL) app.use(limiter)`. What holds in production, or by default, is decided.
import type { CallSite } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import type { Span } from '../../../text/span';
import type { LinkContext } from '../context';
import { dominating, leaves, stepsTo } from '../paths/control';
import { describe } from '../paths/describe';
import { type Abstract, alternatives, type Frame } from '../resolve/abstract';

/** What decides whether a call runs. */
export interface EnvironmentCondition {
  /** What runs together with the call. */
  readonly within: Span;
  /** The condition in words. */
  readonly when: string;
  readonly at: Span;
  readonly variables: readonly string[];
}

/** Variables that tell the stage or runtime a program is in: where it is meant to run they have the value asked for. */
const STAGE = /^(NODE_ENV|APP_ENV|ENV|ENVIRONMENT|STAGE|\w+_(ENV|ENVIRONMENT|STAGE|RUNTIME))$/;

/** The first condition on the way to a call that only the environment decides. */
export function environmentCondition(context: LinkContext, call: CallSite): EnvironmentCondition | undefined {
  const { module, evaluator } = context;
  const fn = module.functions[call.function];
  if (!fn || call.id < 0) return undefined;
  const frame = evaluator.frame(module, call.function);
  const steps = stepsTo(fn, call.start);
  const toCondition = (condition: Value, runs: boolean, within: Span): EnvironmentCondition | undefined => {
    const variables = new Set<string>();
    const truth = byDefault(context, condition, frame, variables);
    if (truth === runs || variables.size === 0) return undefined;
    const words = describe(module, condition);
    return { within, when: runs ? words : `not ${words}`, at: condition, variables: [...variables] };
  };
  for (const { statement, part } of steps) {
    if (statement.kind !== 'if' || (part !== 'then' && part !== 'otherwise')) continue;
    const body = part === 'then' ? statement.then : statement.otherwise;
    const within = { start: body[0]!.start, end: body.at(-1)!.end };
    const found = toCondition(statement.condition, part === 'then', within);
    if (found) return found;
  }
  for (const statement of dominating(steps)) {
    if (statement.kind !== 'if' || !leaves(statement.then)) continue;
    const found = toCondition(statement.condition, false, { start: statement.end, end: fn.end });
    if (found) return found;
  }
  return undefined;
}

/** Whether a condition holds as long as nobody sets a variable; undefined where that is not known. `variables` takes those it asks. */
function byDefault(
  context: LinkContext,
  value: Value,
  frame: Frame,
  variables: Set<string>,
): boolean | undefined {
  const of = (one: Value): boolean | undefined => byDefault(context, one, frame, variables);
  if (value.kind === 'operation') {
    const [left, right] = value.operands;
    if (value.operator === '!' && left) return not(of(left));
    if (value.operator === '&&') return kleene(value.operands.map(of), false);
    if (/^[!=]==?$/.test(value.operator) && left && right) {
      const sides = [left, right].map((side) => constantOf(context, side, frame, variables));
      if (sides.some((side) => side === undefined)) return undefined;
      return (sides[0] === sides[1]) !== value.operator.startsWith('!');
    }
  }
  if (value.kind === 'oneOf' && value.choice === 'truthy') return kleene(value.options.map(of), true);
  const call = value.kind === 'call' ? context.module.calls[value.call] : undefined;
  const [argument] = call?.arguments ?? [];
  if (argument && call?.callee.kind === 'reference' && /^(Boolean|bool)$/.test(call.callee.name))
    return of(argument.value);
  const found = constantOf(context, value, frame, variables);
  return found === undefined ? undefined : Boolean(found);
}

function not(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** One that is `decisive` decides; else all have to be known. */
function kleene(parts: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

function constantOf(
  context: LinkContext,
  value: Value,
  frame: Frame,
  variables: Set<string>,
): string | number | boolean | null | undefined {
  const options = alternatives(context.evaluator.evaluate(value, frame));
  for (const option of options) noteVariable(option, variables);
  const [only] = options;
  if (options.length !== 1 || !only) return undefined;
  if (only.kind === 'constant') return only.value;
  if (only.kind !== 'env') return undefined;
  if (only.name === 'NODE_ENV') return 'production';
  return only.fallback?.kind === 'constant' ? only.fallback.value : undefined;
}

function noteVariable(option: Abstract, variables: Set<string>): void {
  if (option.kind === 'env' && !STAGE.test(option.name)) variables.add(option.name);
}
