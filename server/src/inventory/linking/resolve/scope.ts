// The names of one module: which definitions a name has in each function, and what is assigned to fields and properties later.
import type { ImportBinding, ModuleSummary, Statement, Target } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { blocksOf, valuesOf, walkValue } from '../../../languages/summary/walk';
import type { Span } from '../../../text/span';
import type { Appended, PropertyAssignment } from './abstract';

export interface Block extends Span {
  /** Of a branch: what was asked to come here. */
  readonly condition?: Value;
}

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

export interface ModuleScope {
  readonly module: ModuleSummary;
  /** Definitions per function, by name, in source order. */
  readonly names: readonly ReadonlyMap<string, readonly Definition[]>[];
  /** Assignments to `this.x` / `self.x`, per class and field, with the function they stand in. */
  readonly fields: readonly ReadonlyMap<
    string,
    readonly { readonly value: Value; readonly function: number }[]
  >[];
  /** `name.property = value` and `name["property"] = value`, per function and name. */
  readonly properties: readonly ReadonlyMap<string, readonly PropertyAssignment[]>[];
  /** Values appended to a list by `.push(x)` or `.append(x)`, per function and name. */
  readonly appended: readonly ReadonlyMap<string, readonly Appended[]>[];
  /** The class whose `this` a function sees, through arrow functions and nested ones. */
  readonly selfClass: readonly (number | undefined)[];
}

type Mutable<T> = Map<string, T[]>;

function add<T>(map: Mutable<T>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const APPENDERS = new Set(['push', 'append', 'add', 'unshift', 'extend']);

function blockOf(body: readonly Statement[], condition: Value | undefined): Block | undefined {
  const [first] = body;
  return first && { start: first.start, end: body.at(-1)!.end, condition };
}

/** Collects the definitions of a module. One pass over its statements. */
export function createScope(module: ModuleSummary): ModuleScope {
  return new ScopeBuilder(module).build();
}

class ScopeBuilder {
  private readonly names: Mutable<Definition>[];
  private readonly fields: Mutable<{ value: Value; function: number }>[];
  private readonly properties: Mutable<PropertyAssignment>[];
  private readonly appended: Mutable<Appended>[];
  private readonly selfClass: (number | undefined)[];

  constructor(private readonly module: ModuleSummary) {
    this.names = module.functions.map(() => new Map());
    this.properties = module.functions.map(() => new Map());
    this.appended = module.functions.map(() => new Map());
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
    return {
      module,
      names: this.names,
      fields: this.fields,
      properties: this.properties,
      appended: this.appended,
      selfClass: this.selfClass,
    };
  }

  private visitBody(body: readonly Statement[], fn: number, always: boolean, block?: Block): void {
    for (const statement of body) {
      this.visit(statement, fn, always, block);
      for (const value of valuesOf(statement)) this.collectAppended(value, fn, always);
      for (const inner of blocksOf(statement)) {
        const condition = statement.kind === 'if' ? statement.condition : undefined;
        const runsThrough =
          statement.kind === 'with' || (statement.kind === 'try' && inner === statement.body);
        this.visitBody(inner, fn, runsThrough && always, runsThrough ? block : blockOf(inner, condition));
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
    if (target.kind === 'member') {
      const owner = this.selfClass[fn];
      if (target.object.kind === 'self' && owner !== undefined)
        add(this.fields[owner]!, target.property, { value, function: fn });
      else if (target.object.kind === 'reference')
        add(this.properties[fn]!, target.object.name, { property: target.property, value, always });
      return;
    }
    if (target.kind === 'index') {
      if (target.object.kind === 'reference') {
        const { index } = target;
        add(this.properties[fn]!, target.object.name, {
          property: index.kind === 'constant' ? String(index.value) : index,
          value,
          always,
        });
      }
      return;
    }
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

  private collectAppended(value: Value, fn: number, always: boolean): void {
    walkValue(value, (inner) => {
      if (inner.kind !== 'call') return;
      const call = this.module.calls[inner.call];
      if (
        call?.callee.kind !== 'member' ||
        call.callee.object.kind !== 'reference' ||
        !APPENDERS.has(call.callee.property)
      )
        return;
      for (const { value } of call.arguments)
        add(this.appended[fn]!, call.callee.object.name, { value, always });
    });
  }
}
