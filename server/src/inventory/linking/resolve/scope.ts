// The names of one module: which definitions a name has in each function, and what is assigned to fields and properties later.
import { type AssignedPart, assignedParts } from '../../../languages/summary/assignedParts';
import type {
  CallSite,
  ImportBinding,
  ModuleSummary,
  Statement,
  Target,
} from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, valuesOf, walkStatements, walkValue } from '../../../languages/summary/walk';
import type { Span } from '../../../text/span';
import type { Addition, Block, Fork } from './abstract';
import { additionsOf, handedNames } from './additions';

/** One definition of a name. `path` leads into a destructured value. */
export type Definition =
  | { readonly kind: 'import'; readonly binding: ImportBinding }
  | {
      readonly kind: 'parameter';
      readonly index: number;
      readonly path: readonly (string | number)[];
      readonly default?: Value;
    }
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly path: readonly (string | number)[];
      readonly default?: Value;
      readonly rest: boolean;
      readonly span: Span;
      readonly always: boolean;
      /** The branch or loop body it stands in: from there on, within it, it is the one that holds. */
      readonly block?: Block;
      readonly operator?: string;
    }
  | { readonly kind: 'element'; readonly value: Value; readonly path: readonly (string | number)[] }
  | { readonly kind: 'function'; readonly function: number }
  | { readonly kind: 'class'; readonly class: number }
  /** Declared with a type only (`let chain: Runnable`). */
  | { readonly kind: 'declared'; readonly annotation?: Value }
  | { readonly kind: 'caught' };

/** A call that hands over what a name stands for. */
export interface HandedOn {
  readonly call: CallSite;
  /** False under a branch, in a loop, or in a function that may not be called. */
  readonly always: boolean;
  readonly function: number;
}

export interface ModuleScope {
  readonly module: ModuleSummary;
  /** Definitions per function, by name, in source order. */
  readonly names: readonly ReadonlyMap<string, readonly Definition[]>[];
  /** Assignments to `this.x` / `self.x`, per class and field, with the function they stand in. */
  readonly fields: readonly ReadonlyMap<
    string,
    readonly { readonly value: Value; readonly function: number }[]
  >[];
  /** `name.property = value`, `name.push(value)` and the like, by the function that has the name, and name. */
  readonly added: readonly ReadonlyMap<string, readonly Addition[]>[];
  /** The same of `this.field`, per class and field. */
  readonly fieldsAdded: readonly ReadonlyMap<string, readonly Addition[]>[];
  /** Calls that names with a value are handed over to, as `added` has them. */
  readonly handed: readonly ReadonlyMap<string, readonly HandedOn[]>[];
  /** The class whose `this` a function sees, through arrow functions and nested ones. */
  readonly selfClass: readonly (number | undefined)[];
}

type Mutable<T> = Map<string, T[]>;

function add<T>(map: Mutable<T>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function blockOf(
  statement: Statement,
  body: readonly Statement[],
  outer: Block | undefined,
  fork: Fork | undefined,
): Block | undefined {
  const [first] = body;
  if (!first) return undefined;
  const condition = statement.kind === 'if' ? statement.condition : undefined;
  const loops = statement.kind === 'loop' && body === statement.body;
  // What a loop asks or counts on with runs again, too.
  const last = body.at(-1)!;
  const span = loops ? statement : { start: first.start, end: last.end };
  const leaves = last.kind === 'return';
  return {
    start: span.start,
    end: span.end,
    condition,
    loops,
    leaves,
    outer,
    fork: comesOut(body) ? fork : undefined,
  };
}

/** The statement as a fork, where it takes one of its ways in any case. */
function forkOf(statement: Statement, outer: Block | undefined): Fork | undefined {
  const complete =
    statement.kind === 'if' ||
    (statement.kind === 'switch' && statement.cases.some(({ tests }) => tests.length === 0));
  const ways = complete ? blocksOf(statement) : [];
  if (ways.length === 0 || ways.some((body) => body.length === 0)) return undefined;
  if (statement.kind === 'switch' && ways.some(breaksOff)) return undefined;
  return { start: statement.start, end: statement.end, ways: ways.filter(comesOut).length, outer };
}

function comesOut(body: readonly Statement[]): boolean {
  const last = body.at(-1)?.kind;
  return last !== 'return' && last !== 'throw';
}

/** Whether it may be left before its last statement. */
function breaksOff(body: readonly Statement[]): boolean {
  let found = false;
  walkStatements(body, (one) => {
    found ||= one.kind === 'break' && one !== body.at(-1);
  });
  return found;
}

/** Collects the definitions of a module. One pass over its statements. */
export function createScope(module: ModuleSummary): ModuleScope {
  return new ScopeBuilder(module).build();
}

class ScopeBuilder {
  private readonly names: Mutable<Definition>[];
  private readonly fields: Mutable<{ value: Value; function: number }>[];
  private readonly added: Mutable<Addition>[];
  private readonly fieldsAdded: Mutable<Addition>[];
  private readonly handed: Mutable<HandedOn>[];
  /** What names are given: whose name it is shows once all are known. */
  private readonly pending: { readonly name: string; readonly addition: Addition }[] = [];
  private readonly pendingHanded: { readonly name: string; readonly handed: HandedOn }[] = [];
  private readonly selfClass: (number | undefined)[];

  constructor(private readonly module: ModuleSummary) {
    this.names = module.functions.map(() => new Map());
    this.added = module.functions.map(() => new Map());
    this.handed = module.functions.map(() => new Map());
    this.fieldsAdded = module.classes.map(() => new Map());
    this.fields = module.classes.map(() => new Map());
    this.selfClass = module.functions.map((fn) => fn.class);
  }

  build(): ModuleScope {
    const { module } = this;
    for (const binding of module.imports)
      if (binding.local) add(this.names[binding.function]!, binding.local, { kind: 'import', binding });
    for (const fn of module.functions) {
      if (this.selfClass[fn.id] === undefined && fn.parent >= 0)
        this.selfClass[fn.id] = this.selfClass[fn.parent];
      fn.parameters.forEach((parameter, index) => {
        const names = this.names[fn.id]!;
        if (parameter.name)
          add(names, parameter.name, { kind: 'parameter', index, path: [], default: parameter.default });
        if (parameter.pattern) {
          this.bind(parameter.pattern, [], (name, path, fallback) =>
            add(names, name, { kind: 'parameter', index, path, default: fallback }),
          );
        }
      });
      this.visitBody(fn.body, fn.id, true);
    }
    for (const { name, addition } of this.pending) {
      const owner = this.ownerOf(name, addition.function);
      if (owner >= 0) add(this.added[owner]!, name, addition);
    }
    for (const { name, handed } of this.pendingHanded) {
      const owner = this.ownerOf(name, handed.function);
      // A function inside may never be called.
      const always = handed.always && owner === handed.function;
      if (owner >= 0) add(this.handed[owner]!, name, { ...handed, always });
    }
    return {
      module,
      names: this.names,
      fields: this.fields,
      added: this.added,
      fieldsAdded: this.fieldsAdded,
      handed: this.handed,
      selfClass: this.selfClass,
    };
  }

  private visitBody(body: readonly Statement[], fn: number, always: boolean, block?: Block): void {
    for (const statement of body) {
      this.visit(statement, fn, always, block);
      for (const value of valuesOf(statement)) this.collectAdded(value, fn, always, block);
      const fork = forkOf(statement, block);
      for (const inner of blocksOf(statement)) {
        const runsThrough =
          statement.kind === 'with' || (statement.kind === 'try' && inner === statement.body);
        this.visitBody(
          inner,
          fn,
          runsThrough && always,
          runsThrough ? block : blockOf(statement, inner, block, fork),
        );
      }
    }
  }

  private visit(statement: Statement, fn: number, always: boolean, block: Block | undefined): void {
    const names = this.names[fn]!;
    switch (statement.kind) {
      case 'assign':
        this.assign(statement, fn, always, block);
        return;
      case 'function': {
        const name = this.module.functions[statement.function]?.name;
        if (name) add(names, name, { kind: 'function', function: statement.function });
        return;
      }
      case 'class': {
        const name = this.module.classes[statement.class]?.name;
        if (name) add(names, name, { kind: 'class', class: statement.class });
        return;
      }
      case 'loop':
        if (statement.target && statement.iterates) {
          const { iterates } = statement;
          this.bind(statement.target, [], (name, path) =>
            add(names, name, { kind: 'element', value: iterates, path }),
          );
        }
        return;
      case 'with':
        for (const { target, value } of statement.items) {
          if (!target) continue;
          this.bind(target, [], (name, path) =>
            add(names, name, { kind: 'value', value, path, rest: false, span: statement, always, block }),
          );
        }
        return;
      case 'try':
        for (const handler of statement.handlers)
          if (handler.name) add(names, handler.name, { kind: 'caught' });
        return;
      default:
        return;
    }
  }

  private assign(
    statement: Extract<Statement, { kind: 'assign' }>,
    fn: number,
    always: boolean,
    block: Block | undefined,
  ): void {
    const { target, value } = statement;
    if (!value) {
      if (target.kind === 'name')
        add(this.names[fn]!, target.name, { kind: 'declared', annotation: statement.annotation });
      return;
    }
    for (const part of assignedParts(target, value)) this.assignPart(part, statement, fn, always, block);
    this.bind(target, [], (name, path, fallback, rest) =>
      add(this.names[fn]!, name, {
        kind: 'value',
        value,
        path,
        default: fallback,
        rest,
        span: statement,
        always,
        block,
        operator: statement.operator,
      }),
    );
  }

  private assignPart(
    { target, value }: AssignedPart,
    { end, operator }: Extract<Statement, { kind: 'assign' }>,
    fn: number,
    always: boolean,
    block: Block | undefined,
  ): void {
    const owner = this.selfClass[fn];
    if (target.kind === 'member' && target.object.kind === 'self' && owner !== undefined) {
      add(this.fields[owner]!, target.property, { value, function: fn });
      return;
    }
    const property =
      target.kind === 'member'
        ? target.property
        : target.index.kind === 'constant'
          ? String(target.index.value)
          : target.index;
    const given = givenBefore(operator);
    this.addTo(target.object, {
      kind: 'property',
      property,
      value,
      given,
      always,
      function: fn,
      from: end,
      block,
    });
  }

  /** Calls `found` for every plain name of a target, with the path that leads to it. */
  private bind(
    target: Target,
    path: readonly (string | number)[],
    found: (
      name: string,
      path: readonly (string | number)[],
      fallback: Value | undefined,
      rest: boolean,
    ) => void,
    fallback?: Value,
    rest = false,
  ): void {
    if (target.kind === 'name') found(target.name, path, fallback, rest);
    else if (target.kind === 'pattern') {
      for (const element of target.elements) {
        this.bind(
          element.target,
          element.rest ? path : [...path, element.key],
          found,
          element.default,
          element.rest,
        );
      }
    }
  }

  private collectAdded(value: Value, fn: number, always: boolean, block: Block | undefined): void {
    walkValue(value, (inner) => {
      const call = inner.kind === 'call' ? this.module.calls[inner.call] : undefined;
      if (!call) return;
      const { object, additions } = additionsOf(call, this.module.language, {
        always,
        function: fn,
        from: call.start,
        block,
      });
      if (object) for (const addition of additions) this.addTo(object, addition);
      for (const name of handedNames(call))
        this.pendingHanded.push({ name, handed: { call, always, function: fn } });
    });
  }

  private addTo(object: Value, addition: Addition): void {
    if (object.kind === 'reference') this.pending.push({ name: object.name, addition });
    const owner = this.selfClass[addition.function];
    if (object.kind !== 'member' || object.object.kind !== 'self' || owner === undefined) return;
    const { name } = this.module.functions[addition.function]!;
    const builds = name === 'constructor' || name === '__init__';
    add(this.fieldsAdded[owner]!, object.property, { ...addition, always: addition.always && builds });
  }

  /** A function inside may have to do with what a function around it has. */
  private ownerOf(name: string, fn: number): number {
    let owner = fn;
    while (owner >= 0 && !this.names[owner]!.has(name)) owner = this.module.functions[owner]!.parent;
    return owner;
  }
}

/** What an assignment makes of what is there. */
function givenBefore(operator: string | undefined): 'kept' | 'changed' | undefined {
  if (operator === undefined) return undefined;
  return operator === '??=' || operator === '||=' ? 'kept' : 'changed';
}
