// Evaluates values of summaries to abstract values: names, members, calls, across files. No facts, no settings.
import type { CallSite, ModuleSummary } from '../../../languages/summary/module';
import { GETTER, type Value } from '../../../languages/summary/value';
import { type Abstract, alternatives, type Frame, oneOf, placeOf, type Site, unknown } from './abstract';
import { bindArguments, callResult, returnsOf } from './calls';
import { isPassedOver } from './leftOut';
import type { MeaningSource } from './meaningSource';
import { memberOf } from './members';
import { exportOf, lookup } from './names';
import type { Program } from './program';

/** How deep calls and callers are followed. Deeper is unknown, never a guess. */
const MAX_DEPTH = 12;
/** Evaluations for one module's facts; a bound on pathological code. */
const MAX_STEPS = 400_000;

/** One evaluator lives for one link pass over one module: its memory is dropped with it. */
export class Evaluator {
  private readonly frames = new Map<string, Frame[]>();
  private readonly memory = new WeakMap<Frame, Map<Value, Abstract>>();
  private readonly active = new Set<Value>();
  private readonly calling = new Set<string>();
  private steps = 0;
  depth = 0;
  /** Nesting of property look-ups, see `presenceOf`. */
  presenceDepth = 0;

  constructor(
    readonly program: Program,
    readonly meanings: MeaningSource,
    /** Types that frameworks give to parameters of handlers: `path#fn:index` to `pack/Type`. */
    private readonly hints: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The type a framework gives to a parameter of a handler it calls. */
  hint(module: ModuleSummary, fn: number, index: number): string | undefined {
    const key = `${module.path}#${fn}:${index}`;
    this.program.onRead(`hint:${key}`);
    return this.hints.get(key);
  }

  /** The frame of a function for every call of it. */
  frame(module: ModuleSummary, fn: number): Frame {
    let frames = this.frames.get(module.path);
    if (!frames || frames[0]?.module !== module) {
      frames = [];
      for (const one of module.functions) {
        frames.push({ module, function: one.id, parent: one.parent >= 0 ? frames[one.parent] : undefined });
      }
      this.frames.set(module.path, frames);
    }
    return frames[fn] ?? frames[0]!;
  }

  site(module: ModuleSummary, call: CallSite): Site {
    return { module, call, frame: this.frame(module, call.function) };
  }

  evaluate(value: Value, frame: Frame): Abstract {
    const known = this.memory.get(frame) ?? new Map<Value, Abstract>();
    this.memory.set(frame, known);
    const remembered = known.get(value);
    if (remembered) return remembered;
    const at = placeOf(frame.module, value);
    if (this.active.has(value) || this.depth > MAX_DEPTH || ++this.steps > MAX_STEPS)
      return unknown('it refers to itself or is nested too deeply', at);
    this.active.add(value);
    this.depth++;
    try {
      const result = this.compute(value, frame);
      known.set(value, result);
      return result;
    } finally {
      this.depth--;
      this.active.delete(value);
    }
  }

  /** What the callee of a call is. */
  callee(site: Site): Abstract {
    return this.evaluate(site.call.callee, site.frame);
  }

  exportOf(module: ModuleSummary, name: string): Abstract | undefined {
    return exportOf(this, module, name, new Set());
  }

  /** A frame of a function with the arguments of the call at `site`. */
  boundFrame(target: Extract<Abstract, { kind: 'function' }>, site: Site): Frame {
    const parent = target.closure ?? this.parentFrame(target);
    return {
      module: target.module,
      function: target.function,
      parent,
      self: target.self,
      args: bindArguments(this, site, target.module, target.function, target.self),
    };
  }

  /** What a function gives back, called from `site`, or by anyone if there is none. */
  callFunction(target: Extract<Abstract, { kind: 'function' }>, site: Site | undefined): Abstract {
    return this.returns(target, () =>
      site ? this.boundFrame(target, site) : this.frame(target.module, target.function),
    );
  }

  /** What a decorator of the workspace gives back for what it stands on. */
  decorate(target: Extract<Abstract, { kind: 'function' }>, decorated: Abstract): Abstract {
    const { module, function: fn, self } = target;
    const parent = target.closure ?? this.parentFrame(target);
    return this.returns(target, () => ({
      module,
      function: fn,
      parent,
      self,
      args: new Map([[0, decorated]]),
    }));
  }

  private returns(target: Extract<Abstract, { kind: 'function' }>, frame: () => Frame): Abstract {
    const key = `${target.module.path}#${target.function}`;
    const at = placeOf(target.module, target.module.functions[target.function]!);
    if (this.calling.has(key) || this.depth > MAX_DEPTH)
      return unknown('a function calls itself or is nested too deeply', at);
    this.calling.add(key);
    try {
      return returnsOf(this, target, frame());
    } finally {
      this.calling.delete(key);
    }
  }

  private parentFrame(target: Extract<Abstract, { kind: 'function' }>): Frame | undefined {
    const { parent } = target.module.functions[target.function]!;
    return parent >= 0 ? this.frame(target.module, parent) : undefined;
  }

  /** `this` in a frame: the class instance it belongs to. */
  self(frame: Frame, at: Abstract['at']): Abstract {
    for (let current: Frame | undefined = frame; current; current = current.parent)
      if (current.self) return current.self;
    const owner = this.program.scope(frame.module).selfClass[frame.function];
    if (owner === undefined) return unknown('what `this` is cannot be followed', at);
    return { kind: 'object-of', module: frame.module, class: owner, at };
  }

  private compute(value: Value, frame: Frame): Abstract {
    const { module } = frame;
    const at = placeOf(module, value);
    switch (value.kind) {
      case 'constant':
        return { kind: 'constant', value: value.value, at };
      case 'env':
        return {
          kind: 'env',
          name: value.name,
          fallback: value.fallback && this.evaluate(value.fallback, frame),
          at,
        };
      case 'oneOf':
        return this.choose(value, frame, at);
      case 'object':
        return { kind: 'object', value, frame, added: [], at };
      case 'list':
        return { kind: 'list', value, frame, added: [], at };
      case 'call':
        return callResult(this, { module, call: module.calls[value.call]!, frame });
      case 'reference':
        return lookup(this, value.name, frame, value);
      case 'member':
        return memberOf(this, this.evaluate(value.object, frame), value.property, at);
      case 'index':
        return this.index(value.object, value.index, frame, at);
      case 'self':
        return this.self(frame, at);
      case 'function':
        return { kind: 'function', module, function: value.function, closure: frame, at };
      case 'class':
        return { kind: 'class', module, class: value.class, closure: frame, at };
      case 'module':
        return this.moduleValue(module, value.module, at);
      case 'template':
        return {
          kind: 'text',
          parts: value.parts.map((part) => (typeof part === 'string' ? part : this.evaluate(part, frame))),
          at,
        };
      case 'operation':
        return this.operation(value.operator, value.operands, frame, at);
      case 'unknown':
        return this.ofGetter(value, frame) ?? unknown(value.why, at);
    }
  }

  /** What a getter of an object literal gives. */
  private ofGetter(value: Extract<Value, { kind: 'unknown' }>, frame: Frame): Abstract | undefined {
    const [getter] = value.why === GETTER ? (value.children ?? []) : [];
    const target = getter && this.evaluate(getter, frame);
    return target?.kind === 'function' ? this.callFunction(target, undefined) : undefined;
  }

  private choose(value: Extract<Value, { kind: 'oneOf' }>, frame: Frame, at: Abstract['at']): Abstract {
    const options: Abstract[] = [];
    for (const [index, option] of value.options.entries()) {
      if (isPassedOver(this, value, option, frame)) continue;
      const result = this.evaluate(option, frame);
      const last = index === value.options.length - 1;
      if (
        value.choice !== 'ternary' &&
        !last &&
        (result.kind === 'constant' || result.kind === 'object' || result.kind === 'list')
      ) {
        const missing =
          result.kind === 'constant' && (value.choice === 'nullish' ? result.value === null : !result.value);
        if (missing) continue;
        options.push(result);
        break;
      }
      options.push(result);
    }
    return oneOf(options, at);
  }

  private index(object: Value, index: Value, frame: Frame, at: Abstract['at']): Abstract {
    const key = this.evaluate(index, frame);
    const base = this.evaluate(object, frame);
    if (key.kind === 'constant' && key.value !== null) return memberOf(this, base, String(key.value), at);
    const tables = alternatives(base).map((one) => this.tableValues(one));
    if (tables.every((values) => values !== undefined)) {
      const options = tables.flat();
      if (options.length > 0 && options.length <= 24) return oneOf(options, at);
    }
    // `Annotated[X, …]`, `Optional[X]` and generics keep their meaning as types; as values they cannot be followed.
    return unknown('it is looked up by a key known only at run time', at);
  }

  /** What a table looked up by a run-time key can give; undefined where it holds more than is seen here. */
  private tableValues(table: Abstract): Abstract[] | undefined {
    if (table.kind !== 'object' || table.added.length > 0) return undefined;
    const { entries } = table.value;
    return entries.every((entry) => entry.kind !== 'spread')
      ? entries.map((entry) => this.evaluate(entry.value, table.frame))
      : undefined;
  }

  private moduleValue(from: ModuleSummary, specifier: string, at: Abstract['at']): Abstract {
    const found = this.program.resolveImport(from, specifier);
    if (found === 'outside') return { kind: 'symbol', module: specifier, path: [], at };
    return found ? { kind: 'namespace', module: found, at } : unknown(`${specifier} is not parsed`, at);
  }

  private operation(
    operator: string,
    operands: readonly Value[],
    frame: Frame,
    at: Abstract['at'],
  ): Abstract {
    const parts = (): Abstract[] => operands.map((operand) => this.evaluate(operand, frame));
    if (operator === '|')
      return {
        kind: 'chain',
        parts: parts().flatMap((part) => (part.kind === 'chain' ? part.parts : [part])),
        at,
      };
    if (operator === '&&') return oneOf([{ kind: 'constant', value: false, at }, parts().at(-1)!], at);
    if (operator === '+') {
      const all = parts();
      if (all.every((part) => part.kind === 'list')) {
        return {
          kind: 'list',
          value: {
            kind: 'list',
            items: operands.map((operand) => ({ value: operand, spread: true })),
            start: at.start,
            end: at.end,
          },
          frame,
          added: [],
          at,
        };
      }
      return { kind: 'text', parts: all, at };
    }
    if (operator === '*' || operator === '-' || operator === '/') return arithmetic(operator, parts(), at);
    const production = EQUAL.has(operator) ? isProduction(parts()) : undefined;
    if (production !== undefined)
      return { kind: 'constant', value: production === !operator.startsWith('!'), at };
    if (operator === 'void') return { kind: 'constant', value: null, at };
    return unknown('it is computed at run time', at);
  }
}

const EQUAL = new Set(['===', '==', '!==', '!=']);

/** Whether two values are the mode of the runtime and its name: what holds in production is what is asked. */
function isProduction(parts: readonly Abstract[]): boolean | undefined {
  const mode = parts.find((part) => part.kind === 'env' && part.name === 'NODE_ENV');
  const name = parts.find((part) => part.kind === 'constant');
  if (!mode || name?.kind !== 'constant' || typeof name.value !== 'string') return undefined;
  return name.value === 'production' ? true : undefined;
}

function arithmetic(operator: string, parts: readonly Abstract[], at: Abstract['at']): Abstract {
  const [left, right] = parts.map((part) =>
    part.kind === 'constant' && typeof part.value === 'number' ? part.value : undefined,
  );
  if (left === undefined || right === undefined || parts.length !== 2)
    return unknown('it is computed at run time', at);
  const value = operator === '*' ? left * right : operator === '-' ? left - right : left / right;
  return { kind: 'constant', value, at };
}
