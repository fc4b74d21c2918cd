// Functions of the workspace that limit how long what they are handed may take: which parameter, and for how long.
import type { Slot } from '../../../catalog/slots';
import type { CallSite, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, valuesOf, walkStatements } from '../../../languages/summary/walk';
import { contains, type Place } from '../../../text/span';
import type { EffectiveValue } from '../../facts/fact';
import { calleeText } from '../context';
import { type Match, matchCall } from '../match/match';
import { settingOf } from '../match/settings';
import { isTimer, limitsOfSignal } from '../match/signals';
import { alternatives, type Frame, placeOf } from '../resolve/abstract';
import { argumentFor } from '../resolve/argumentFor';
import type { Evaluator } from '../resolve/evaluator';
import { frameIn, limitOfRacer, racersOf, toLimit } from './races';

/** A parameter, or a property of it, that is waited for under a limit. */
export interface LimitedParameter {
  readonly index: number;
  readonly path: readonly string[];
  /** The function handed over is called with a signal that ends by itself, at this position: whoever heeds it is limited. */
  readonly signal?: number;
  readonly place: Place;
  readonly because: string;
  /** How long, in a frame of the function. */
  readonly effective: (frame: Frame) => EffectiveValue;
}

type Use = Pick<LimitedParameter, 'index' | 'path'>;

/** Helpers of helpers are followed so far. */
const DEPTH = 2;
const CHAINED = new Set(['then', 'catch', 'finally']);

const known = new WeakMap<Evaluator, Map<string, readonly LimitedParameter[]>>();

/** The parameters of a function that it waits for no longer than a limit. */
export function limitedParameters(
  evaluator: Evaluator,
  module: ModuleSummary,
  fn: number,
  depth = 0,
): readonly LimitedParameter[] {
  const ofEvaluator = known.get(evaluator) ?? new Map<string, readonly LimitedParameter[]>();
  known.set(evaluator, ofEvaluator);
  const key = `${module.path}#${fn}#${depth}`;
  let found = ofEvaluator.get(key);
  if (!found) {
    ofEvaluator.set(key, []);
    found =
      module.functions[fn]!.parameters.length > 0 ? new Reader(evaluator, module, fn, depth).read() : [];
    ofEvaluator.set(key, found);
  }
  return found;
}

class Reader {
  private readonly calls: readonly CallSite[];

  constructor(
    private readonly evaluator: Evaluator,
    private readonly module: ModuleSummary,
    private readonly fn: number,
    private readonly depth: number,
  ) {
    const span = module.functions[fn]!;
    this.calls = module.calls.filter((call) => contains(span, call));
  }

  read(): LimitedParameter[] {
    return this.calls.flatMap((call) => [
      ...this.raced(call),
      ...this.settled(call),
      ...this.guarded(call),
      ...this.signalled(call),
      ...this.handedOn(call),
    ]);
  }

  /** `Promise.race([parameter, timer])`. */
  private raced(call: CallSite): LimitedParameter[] {
    const racers = racersOf(call) ?? [];
    const uses = racers.flatMap((racer) => this.use(racer, call.function) ?? []);
    if (uses.length === 0) return [];
    const limit = (racer: Value, frame: Frame) =>
      limitOfRacer(this.evaluator, alternatives(this.evaluator.evaluate(racer, frame)));
    const timer = racers.find(
      (racer) =>
        !this.use(racer, call.function) &&
        limit(racer, this.evaluator.frame(this.module, call.function)) !== undefined,
    );
    if (!timer) return [];
    return this.limits(
      call,
      uses,
      (frame) => limit(timer, frameIn(this.evaluator, frame, call.function)) ?? { ms: 'configured' },
    );
  }

  /** `new Promise((resolve, reject) => { setTimeout(reject, ms); parameter.then(resolve, reject); })`. */
  private settled(call: CallSite): LimitedParameter[] {
    const executor = call.arguments[0]?.value;
    if (call.form !== 'new' || executor?.kind !== 'function') return [];
    if (call.callee.kind !== 'reference' || call.callee.name !== 'Promise') return [];
    const body = this.module.functions[executor.function]!;
    const settlers = new Set(body.parameters.map((parameter) => parameter.name));
    const inside = this.calls.filter((inner) => contains(body, inner));
    const timer = inside.find((inner) => isTimer(inner.callee) && this.settles(inner, settlers));
    if (!timer) return [];
    const uses = inside.flatMap((inner) =>
      inner.callee.kind === 'member' && CHAINED.has(inner.callee.property)
        ? (this.use(inner.callee.object, inner.function) ?? [])
        : [],
    );
    return this.limits(call, uses, (frame) => {
      const after = timer.arguments[1]?.value;
      return toLimit(after && this.evaluator.evaluate(after, frameIn(this.evaluator, frame, timer.function)));
    });
  }

  /** Whether what a timer runs ends the promise. */
  private settles(timer: CallSite, settlers: ReadonlySet<string>): boolean {
    const run = timer.arguments[0]?.value;
    if (run?.kind === 'reference') return settlers.has(run.name);
    if (run?.kind !== 'function') return false;
    const body = this.module.functions[run.function]!;
    return this.calls.some(
      (call) => contains(body, call) && call.callee.kind === 'reference' && settlers.has(call.callee.name),
    );
  }

  /** A wrapper or block a pack knows as a time limit. */
  private guarded(call: CallSite): LimitedParameter[] {
    const site = this.evaluator.site(this.module, call);
    const match = matchCall(this.evaluator, site).find(
      ({ known }) => known.meaning.guard?.capability === 'timeout',
    );
    if (!match) return [];
    const { how, covers } = match.known.meaning.guard!;
    const uses =
      how === 'block'
        ? this.usesInBlock(call)
        : (covers ?? [FIRST]).flatMap((slot) => {
            const argument = argumentAt(call, slot);
            return (argument && this.use(argument, call.function)) ?? [];
          });
    return this.limits(call, uses, (frame) => this.guardLimit(match, call, frame));
  }

  private guardLimit(match: Match, call: CallSite, frame: Frame): EffectiveValue {
    const site = { module: this.module, call, frame: frameIn(this.evaluator, frame, call.function) };
    return settingOf(this.evaluator, { ...match, site }, 'timeout').effective ?? { ms: 'configured' };
  }

  private usesInBlock(call: CallSite): Use[] {
    const uses: Use[] = [];
    walkStatements(this.module.functions[call.function]!.body, (statement) => {
      if (statement.kind !== 'with') return;
      if (!statement.items.some(({ value }) => value.kind === 'call' && value.call === call.id)) return;
      walkStatements(statement.body, (inner: Statement) => {
        for (const value of valuesOf(inner)) {
          const use = blocksOf(inner).length === 0 ? this.use(value, call.function) : undefined;
          if (use) uses.push(use);
        }
      });
    });
    return uses;
  }

  /** `parameter(AbortSignal.timeout(ms))`. */
  private signalled(call: CallSite): LimitedParameter[] {
    const use = this.parameter(call.callee, call.function, 0);
    if (!use) return [];
    return call.arguments.flatMap((argument, signal) => {
      const limits = (frame: Frame) =>
        alternatives(this.evaluator.evaluate(argument.value, frame)).flatMap((one) =>
          limitsOfSignal(this.evaluator, one),
        );
      return limits(this.evaluator.frame(this.module, call.function)).length > 0
        ? this.limits(call, [use], (frame) =>
            toLimit(limits(frameIn(this.evaluator, frame, call.function))[0]),
          ).map((one) => ({ ...one, signal }))
        : [];
    });
  }

  /** `limited(parameter())`, where `limited` is such a function itself. */
  private handedOn(call: CallSite): LimitedParameter[] {
    const handed = call.arguments.some((argument) => this.use(argument.value, call.function));
    if (!handed || this.depth >= DEPTH) return [];
    const site = this.evaluator.site(this.module, call);
    return alternatives(this.evaluator.callee(site)).flatMap((target) => {
      if (target.kind !== 'function') return [];
      return limitedParameters(this.evaluator, target.module, target.function, this.depth + 1).flatMap(
        (inner) => {
          const argument = inner.path.length === 0 ? argumentFor(call, target, inner.index) : undefined;
          const use = argument && this.use(argument, call.function);
          if (!use) return [];
          const effective = (frame: Frame) =>
            inner.effective(
              this.evaluator.boundFrame(target, {
                ...site,
                frame: frameIn(this.evaluator, frame, call.function),
              }),
            );
          return [{ ...inner, ...use, effective }];
        },
      );
    });
  }

  private limits(
    call: CallSite,
    uses: readonly Use[],
    effective: LimitedParameter['effective'],
  ): LimitedParameter[] {
    const place = placeOf(this.module, call.calleeSpan);
    return uses.map((use) => ({ ...use, place, because: calleeText(call.callee), effective }));
  }

  /** The parameter whose end a value waits for: the parameter itself, what calling it gives, or what is made of either. */
  private use(value: Value, from: number, depth = 0): Use | undefined {
    if (depth > 4) return undefined;
    const any = (values: readonly Value[]): Use | undefined => {
      for (const one of values) {
        const use = this.use(one, from, depth + 1);
        if (use) return use;
      }
      return undefined;
    };
    switch (value.kind) {
      case 'reference':
      case 'member':
        return this.parameter(value, from, depth);
      case 'oneOf':
        return any(value.options);
      case 'list':
        return any(value.items.map((item) => item.value));
      case 'call': {
        const call = this.module.calls[value.call]!;
        if (call.callee.kind === 'function') return this.run(call.callee.function, depth);
        const called = this.parameter(call.callee, from, depth);
        if (called) return called;
        if (call.callee.kind === 'member' && CHAINED.has(call.callee.property))
          return this.use(call.callee.object, from, depth + 1);
        // Something outside that takes it on (`create_task(parameter)`); a function of the workspace may well not wait for it.
        const outside = alternatives(this.evaluator.callee(this.evaluator.site(this.module, call))).every(
          (callee) => callee.kind === 'symbol' || callee.kind === 'instance',
        );
        return outside ? any(call.arguments.map((argument) => argument.value)) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** `(async () => parameter())()`. */
  private run(fn: number, depth: number): Use | undefined {
    let found: Use | undefined;
    walkStatements(this.module.functions[fn]!.body, (statement) => {
      for (const value of valuesOf(statement)) found ??= this.use(value, fn, depth + 1);
    });
    return found;
  }

  private parameter(value: Value, from: number, depth: number): Use | undefined {
    if (value.kind === 'member') {
      const use = this.parameter(value.object, from, depth);
      return use && { index: use.index, path: [...use.path, value.property] };
    }
    if (value.kind !== 'reference') return undefined;
    const { names } = this.evaluator.program.scope(this.module);
    for (let fn = from; fn > 0; fn = this.module.functions[fn]!.parent) {
      const definitions = names[fn]?.get(value.name);
      const [definition] = definitions ?? [];
      if (definitions && definition) {
        if (definition.kind === 'parameter')
          return fn === this.fn ? { index: definition.index, path: definition.path.map(String) } : undefined;
        if (definitions.length > 1 || definition.kind !== 'value') return undefined;
        if (definition.path.length > 0 || definition.rest) return undefined;
        const awaited = definition.value.kind === 'call' && this.module.calls[definition.value.call]!.awaited;
        return awaited ? undefined : this.use(definition.value, fn, depth + 1);
      }
      if (fn === this.fn) return undefined;
    }
    return undefined;
  }
}

const FIRST: Slot = { from: 'argument', index: 0, path: [] };

function argumentAt(call: CallSite, slot: Slot): Value | undefined {
  if (slot.from === 'keyword') return call.arguments.find((argument) => argument.name === slot.name)?.value;
  if (slot.from !== 'argument') return undefined;
  return call.arguments.filter((argument) => argument.name === undefined)[slot.index]?.value;
}
