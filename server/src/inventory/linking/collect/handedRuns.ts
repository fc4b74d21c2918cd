// What runs inside a function that another one made: the functions its maker was handed (`logged(send)` runs `send`).
import type { Value } from '../../../languages/summary/value';
import { walkValue } from '../../../languages/summary/walk';
import type { Place } from '../../../text/span';
import { type Abstract, alternatives, type Frame, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';

type FunctionValue = Extract<Abstract, { kind: 'function' }>;

export interface HandedRuns {
  readonly functions: readonly FunctionValue[];
  /** Where something it was handed is called that cannot be followed. */
  readonly open?: Place;
}

/** How many makers around each other are followed. */
const MAX_MAKERS = 5;

/** The functions that a function runs because whoever made it was handed them. */
export function handedRuns(evaluator: Evaluator, made: FunctionValue): HandedRuns {
  const functions: FunctionValue[] = [];
  const seen: FunctionValue[] = [];
  let open: Place | undefined;
  const look = (value: FunctionValue, depth: number): void => {
    if (depth > MAX_MAKERS || !mayBeMade(value) || seen.some((one) => isSame(one, value))) return;
    seen.push(value);
    for (const mention of mentionsIn(evaluator, value)) {
      for (const one of alternatives(evaluator.evaluate(mention.value, mention.frame))) {
        if (one.kind === 'function') {
          if (mention.handed && !functions.some((known) => isSame(known, one))) functions.push(one);
          look(one, depth + 1);
        } else if (mention.handed && mention.called && mayRun(one))
          open ??= placeOf(value.module, mention.value);
      }
    }
  };
  look(made, 0);
  return open ? { functions, open } : { functions };
}

/** Functions of a module's own level have nobody who made them. */
function mayBeMade({ module, function: fn }: FunctionValue): boolean {
  return (module.functions[fn]?.parent ?? 0) > 0;
}

function isSame(a: FunctionValue, b: FunctionValue): boolean {
  return a.module === b.module && a.function === b.function && a.closure === b.closure;
}

function mayRun({ kind }: Abstract): boolean {
  return kind !== 'constant' && kind !== 'text' && kind !== 'list' && kind !== 'object' && kind !== 'env';
}

interface Mention {
  readonly value: Value;
  readonly frame: Frame;
  /** It is a parameter of a function around, or a member of one. */
  readonly handed: boolean;
  readonly called: boolean;
}

/** What a function's calls mention of the functions around it. */
function mentionsIn(evaluator: Evaluator, target: FunctionValue): Mention[] {
  const { module } = target;
  const frames = new Map<number, Frame>();
  return module.calls.flatMap((call) => {
    const frame = frameWithin(evaluator, target, call.function, frames);
    if (!frame) return [];
    const mentions: Mention[] = [];
    const add = (value: Value, callee: boolean): void =>
      walkValue(value, (inner) => {
        const root = inner.kind === 'reference' || inner.kind === 'member' ? rootName(inner) : undefined;
        const from = root === undefined ? undefined : definedAround(evaluator, target, call.function, root);
        if (!from) return;
        mentions.push({
          value: inner,
          frame,
          handed: from === 'parameter',
          called: callee && inner === value && inner.kind === 'reference',
        });
      });
    add(call.callee, true);
    for (const argument of call.arguments) add(argument.value, false);
    return mentions;
  });
}

function rootName(value: Value): string | undefined {
  let current = value;
  while (current.kind === 'member') current = current.object;
  return current.kind === 'reference' ? current.name : undefined;
}

/** The frame of a function that is the target or stands in it. */
function frameWithin(
  evaluator: Evaluator,
  target: FunctionValue,
  fn: number,
  frames: Map<number, Frame>,
): Frame | undefined {
  const known = frames.get(fn);
  if (known) return known;
  const { module } = target;
  const { parent } = module.functions[fn]!;
  if (fn !== target.function && parent <= 0) return undefined;
  const around =
    fn === target.function
      ? (target.closure ?? evaluator.frame(module, Math.max(0, parent)))
      : frameWithin(evaluator, target, parent, frames);
  if (!around) return undefined;
  const frame: Frame = {
    module,
    function: fn,
    parent: around,
    ...(fn === target.function && target.self ? { self: target.self } : {}),
  };
  frames.set(fn, frame);
  return frame;
}

/** Whether a name used in a function of the target is one of the functions around the target, and what gives it there. */
function definedAround(
  evaluator: Evaluator,
  target: FunctionValue,
  use: number,
  name: string,
): 'parameter' | 'value' | undefined {
  const { module } = target;
  const { names } = evaluator.program.scope(module);
  let inside = true;
  for (let fn = module.functions[use]; fn && fn.id > 0; fn = module.functions[fn.parent]) {
    const definitions = names[fn.id]?.get(name);
    if (definitions && inside) return undefined;
    if (definitions) return definitions.some(({ kind }) => kind === 'parameter') ? 'parameter' : 'value';
    if (fn.id === target.function) inside = false;
  }
  return undefined;
}
