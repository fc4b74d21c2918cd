// Whether what a model answered decides how long a loop around it goes on. One function at a time, from its summary.
import type { ModuleSummary, Statement, Target } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, childrenOf, valuesOf } from '../../../languages/summary/walk';
import { allStatements, holds } from '../paths/control';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** Methods by which a list keeps what it is handed. */
const KEEPS = /^(push|append|extend|unshift|insert|add)$/;

/** What values of a loop come from the answer of the call at an offset in it. */
interface Answers {
  /** True if a value is the answer, or was made from one, in this turn or one before. */
  has(value: Value): boolean;
  /** True if each turn gives it a new value that no answer has a part in. */
  isFresh(value: Value): boolean;
}

/** Follows the answer through assignments and into what it is handed to. */
function answersIn(module: ModuleSummary, loop: Loop, offset: number): Answers {
  const statements = [
    ...allStatements(loop.body),
    ...module.functions
      .filter((fn) => loop.start <= fn.start && fn.end <= loop.end)
      .flatMap((fn) => [...allStatements(fn.body)]),
  ];
  const calls = module.calls.filter((call) => loop.start <= call.start && call.end <= loop.end);
  const made = new Set<string>();
  // What was told an answer. Asked again it may speak of something else (`jobs.finish(answer)`, `jobs.next()`).
  const told = new Set<string>();
  const contains = (value: Value, asked: boolean): boolean => {
    let found = false;
    visitParts(module, value, (part, path, isCallee) => {
      if (path === undefined) found ||= part.kind === 'call' && holds(module.calls[part.call]!, offset);
      else found ||= overlaps(made, path) || (overlaps(told, path) && (asked || !isCallee || isOwn(path)));
    });
    return found;
  };
  const given = statements.filter((one) => one.start < offset);
  const isFresh = (value: Value): boolean => {
    const root = pathOf(value)?.split('.')[0];
    const from = given.flatMap(sourcesOf).filter(({ target }) => rootsOf(target).includes(root));
    return (
      root !== undefined && from.length > 0 && from.every((one) => one.value && !contains(one.value, false))
    );
  };
  const note = (paths: Set<string>, path: string | undefined): boolean => {
    if (path === undefined || paths.has(path)) return false;
    paths.add(path);
    return true;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const { target, value } of statements.flatMap(sourcesOf))
      if (value && contains(value, false))
        for (const path of namesOf(target)) changed = note(made, path) || changed;
    for (const call of calls) {
      const { callee } = call;
      if (holds(call, offset) || !call.arguments.some((argument) => contains(argument.value, false)))
        continue;
      const others = call.arguments.map((argument) => argument.value);
      const receiver = callee.kind === 'member' ? [callee.object] : [];
      const keeps = callee.kind === 'member' && KEEPS.test(callee.property);
      for (const one of [...receiver, ...others])
        if (keeps || !isFresh(one)) changed = note(told, pathOf(one)) || changed;
    }
  }
  const has = (value: Value): boolean => contains(value, true);
  return { has, isFresh };
}

/** True if the answers decide whether another turn is made; `endless` where nothing ever ends the loop. */
export function answersDecide(
  module: ModuleSummary,
  loop: Loop,
  offset: number,
): { decide: boolean; ends: boolean } {
  const answers = answersIn(module, loop, offset);
  const always = !loop.condition || (loop.condition.kind === 'constant' && Boolean(loop.condition.value));
  let decide = !always && answers.has(loop.condition!);
  let ends = !always;
  const visit = (body: readonly Statement[], decided: boolean, inner: boolean): void => {
    for (const statement of body) {
      const leaves = statement.kind === 'return' || statement.kind === 'throw';
      const turns = !inner && (statement.kind === 'break' || statement.kind === 'continue');
      if (leaves || turns) {
        ends ||= statement.kind !== 'continue';
        decide ||= decided;
      }
      const own = valuesOf(statement).some((value) => answers.has(value));
      const tried = statement.kind === 'try' && uses(module, statement.body, answers, offset);
      for (const block of blocksOf(statement))
        visit(
          block,
          decided || tried || (own && statement.kind !== 'with'),
          inner || takesBreaks(statement, module),
        );
    }
  };
  visit(loop.body, false, false);
  if (!ends) {
    const call = module.calls.filter((one) => holds(one, offset)).at(-1);
    const given = call?.arguments.map((argument) => argument.value) ?? [];
    decide =
      given.some((value) => answers.has(value)) || !given.some((value) => names(module, value, answers));
  }
  return { decide, ends };
}

/** Python's `match` is no target of `break`: inside a loop it leaves that. */
function takesBreaks({ kind }: Statement, { language }: ModuleSummary): boolean {
  return kind === 'loop' || (kind === 'switch' && language !== 'python');
}

/** A `try` is left early where something is done with the answer that may fail, such as reading it. */
function uses(module: ModuleSummary, body: readonly Statement[], answers: Answers, offset: number): boolean {
  return [...allStatements(body)].some((statement) =>
    valuesOf(statement).some((value) => {
      let found = false;
      visitParts(module, value, (part) => {
        const call = part.kind === 'call' ? module.calls[part.call]! : undefined;
        if (!call || holds(call, offset)) return;
        found ||= [call.callee, ...call.arguments.map((one) => one.value)].some((one) => answers.has(one));
      });
      return found;
    }),
  );
}

/** True if a value names something that is new in each turn. */
function names(module: ModuleSummary, value: Value, answers: Answers): boolean {
  let found = false;
  visitParts(module, value, (part, path) => {
    if (path !== undefined) found ||= answers.isFresh(part);
  });
  return found;
}

function sourcesOf(statement: Statement): { readonly target: Target; readonly value?: Value }[] {
  if (statement.kind === 'assign') return [{ target: statement.target, value: statement.value }];
  if (statement.kind === 'loop' && statement.target)
    return [{ target: statement.target, value: statement.iterates }];
  if (statement.kind === 'with')
    return statement.items.flatMap(({ target, value }) => (target ? [{ target, value }] : []));
  return [];
}

/** The names a target binds, or the path of what it changes. */
function namesOf(target: Target): (string | undefined)[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'member': {
      const object = pathOf(target.object);
      return [object === undefined ? undefined : `${object}.${target.property}`];
    }
    case 'index':
      return [pathOf(target.object)];
    default:
      return target.elements.flatMap((element) => namesOf(element.target));
  }
}

function rootsOf(target: Target): (string | undefined)[] {
  return namesOf(target).map((path) => path?.split('.')[0]);
}

/** `state.messages`: a name, or members of one. */
function pathOf(value: Value): string | undefined {
  if (value.kind === 'reference') return value.name;
  if (value.kind === 'self') return 'this';
  if (value.kind === 'index') return pathOf(value.object);
  if (value.kind !== 'member') return undefined;
  const object = pathOf(value.object);
  return object === undefined ? undefined : `${object}.${value.property}`;
}

/** True if one of the paths is this one, a part of it, or what it is a part of. */
function overlaps(paths: ReadonlySet<string>, path: string): boolean {
  return [...paths].some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
}

function isOwn(path: string): boolean {
  return path === 'this' || path.startsWith('this.');
}

/** Every value inside a value, arguments of calls included; of `a.b.c` the whole, not its parts. */
function visitParts(
  module: ModuleSummary,
  value: Value,
  visit: (part: Value, path: string | undefined, isCallee: boolean) => void,
  isCallee = false,
): void {
  const path = pathOf(value);
  visit(value, path, isCallee);
  if (value.kind === 'index') visitParts(module, value.index, visit);
  if (path !== undefined) return;
  for (const child of childrenOf(value)) visitParts(module, child, visit);
  const call = value.kind === 'call' ? module.calls[value.call] : undefined;
  if (!call) return;
  visitParts(module, call.callee, visit, true);
  for (const argument of call.arguments) visitParts(module, argument.value, visit);
}
