// Whether a value carries the text of a caught exception: message, stack, str() of it, or the whole of it. Values only, no sinks.
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { lastName } from './refusal';

/** Parts of an exception that tell how it came about. Its name, code or status do not. */
const TELLING =
  /^(message|stack|cause|args|detail|details|reason|description|msg|orig|stderr|stdout|output|toString|body|data|response)$/;
/** Calls that hand the text of their arguments on. */
const CARRIERS =
  /^(String|str|repr|stringify|dumps|dump|encode|inspect|format|format_exception|serializeError|join|jsonable_encoder|dict|Error|concat|toJSON|b64encode|escape)$/;
/** Methods of texts that give a text back. */
const TEXT_METHODS =
  /^(slice|substring|substr|trim|strip|replace|replaceAll|split|toString|toLowerCase|toUpperCase|lower|upper|splitlines|encode|concat|toJSON)$/;
/** Calls that read the exception being handled without naming it. */
const TRACEBACK = /^(format_exc|print_exc_text)$/;

/** What names hold: the exception or its text (`whole`), or an object with some keys that carry it. */
export type Taint = 'whole' | ReadonlySet<string>;

export type SafeBranch = 'then' | 'otherwise';

export interface TaintView {
  readonly module: ModuleSummary;
  readonly names: ReadonlyMap<string, Taint>;
  /** True inside code that handles an exception: a traceback is one then. */
  readonly handling: boolean;
  /** What a call of a workspace function gives back, given which of its arguments carry the text. */
  result(call: number, args: readonly boolean[]): Taint | undefined;
  /** The branch of a condition where the text may be shown (own error class, development only). */
  safe(condition: Value): SafeBranch | undefined;
}

/** The innermost value that carries the text, or undefined: where one edit takes it out. */
export function rawIn(view: TaintView, value: Value): Value | undefined {
  switch (value.kind) {
    case 'reference':
      return view.names.get(value.name) === undefined ? undefined : value;
    case 'member':
      return rawMember(view, value);
    case 'index':
      return value.index.kind === 'constant' && holdsKey(view, value.object, String(value.index.value))
        ? value
        : undefined;
    case 'call':
      return rawCall(view, value);
    case 'template':
      return value.parts.some((part) => typeof part !== 'string' && rawIn(view, part)) ? value : undefined;
    case 'oneOf':
      return rawChoice(view, value);
    case 'object':
      return firstOf(value.entries.map((entry, index) => rawEntry(view, value, entry, index)));
    case 'list':
      return firstOf(value.items.map((item) => rawIn(view, item.value)));
    case 'operation':
      return rawOperation(view, value);
    default:
      return undefined;
  }
}

function rawMember(view: TaintView, value: Extract<Value, { kind: 'member' }>): Value | undefined {
  const { object, property } = value;
  if (object.kind === 'reference') {
    const taint = view.names.get(object.name);
    if (taint === undefined) return undefined;
    return (taint === 'whole' ? TELLING.test(property) : taint.has(property)) ? value : undefined;
  }
  return TELLING.test(property) && rawIn(view, object) ? value : undefined;
}

function holdsKey(view: TaintView, object: Value, key: string): boolean {
  const taint = object.kind === 'reference' ? view.names.get(object.name) : undefined;
  return taint !== undefined && (taint === 'whole' ? key === '0' || TELLING.test(key) : taint.has(key));
}

function rawCall(view: TaintView, value: Extract<Value, { kind: 'call' }>): Value | undefined {
  const call = view.module.calls[value.call];
  if (!call) return undefined;
  const name = lastName(call.callee);
  if (view.handling && TRACEBACK.test(name)) return value;
  const args = call.arguments.map((argument) => rawIn(view, argument.value));
  const result = view.result(value.call, args.map(Boolean));
  if (result !== undefined) return value;
  if (call.callee.kind === 'member' && TEXT_METHODS.test(name) && rawIn(view, call.callee.object))
    return value;
  if (!CARRIERS.test(name)) return undefined;
  const inner = firstOf(args);
  // `JSON.stringify({ error: e.message })` is repaired at the message, `str(e)` as a whole.
  return inner && inner.kind !== 'reference' ? inner : inner && value;
}

/** An entry that is not hidden by a later one: `{ ...describe(error), error: 'Sorry' }` shows nothing. */
function rawEntry(
  view: TaintView,
  object: Extract<Value, { kind: 'object' }>,
  entry: Extract<Value, { kind: 'object' }>['entries'][number],
  index: number,
): Value | undefined {
  const raw = rawIn(view, entry.value);
  const taint = raw && entry.kind === 'spread' ? taintOf(view, entry.value) : undefined;
  if (!taint || taint === 'whole') return raw;
  const later = new Set(
    object.entries.slice(index + 1).flatMap((one) => (one.kind === 'property' ? [one.key] : [])),
  );
  return [...taint].every((key) => later.has(key)) ? undefined : raw;
}

function rawChoice(view: TaintView, value: Extract<Value, { kind: 'oneOf' }>): Value | undefined {
  const safe = value.condition && view.safe(value.condition);
  if (safe) {
    const other = value.options[safe === 'then' ? 1 : 0];
    return other && rawIn(view, other);
  }
  return value.options.some((option) => rawIn(view, option)) ? value : undefined;
}

function rawOperation(view: TaintView, value: Extract<Value, { kind: 'operation' }>): Value | undefined {
  switch (value.operator) {
    case '+':
    case '%':
      return value.operands.some((operand) => rawIn(view, operand)) ? value : undefined;
    case '&&':
      return value.operands[0] && view.safe(value.operands[0]) === 'then'
        ? undefined
        : firstOf(value.operands.slice(-1).map((operand) => rawIn(view, operand)));
    case 'yield':
      return firstOf(value.operands.map((operand) => rawIn(view, operand)));
    default:
      return undefined;
  }
}

/** What a value of this form makes of a name it is given to. */
export function taintOf(view: TaintView, value: Value): Taint | undefined {
  if (value.kind === 'call') {
    const call = view.module.calls[value.call];
    const args = call?.arguments.map((argument) => rawIn(view, argument.value) !== undefined) ?? [];
    const result = view.result(value.call, args);
    if (result !== undefined) return result;
  }
  if (value.kind === 'object') {
    const keys = value.entries.flatMap((entry) =>
      entry.kind === 'property' && rawIn(view, entry.value) ? [entry.key] : [],
    );
    return keys.length > 0 ? new Set(keys) : undefined;
  }
  if (value.kind === 'reference') return view.names.get(value.name);
  return rawIn(view, value) ? 'whole' : undefined;
}

function firstOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}
