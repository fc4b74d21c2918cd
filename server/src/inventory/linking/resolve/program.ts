// The program: all module summaries with their scopes, found by path, and who may call a function. Answers lookups; knows no meaning.
import { assignedParts } from '../../../languages/summary/assignedParts';
import type { ModuleSummary } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkStatements } from '../../../languages/summary/walk';
import { APPENDERS } from './additions';
import type { ModuleResolver } from './moduleResolver';
import { NameIndex } from './nameIndex';
import { createScope, type ModuleScope } from './scope';

/** A module of the workspace; its summary may have to be unpacked and is not to be kept. */
export interface ProgramModule {
  readonly summary: ModuleSummary;
}

/** A call seen by its callee's last name only; whether it means a given function is for the evaluator to say. */
export interface NamedCall {
  readonly path: string;
  readonly call: number;
}

/** `object.property = value` somewhere in the workspace. */
export interface NamedAssignment {
  readonly module: ModuleSummary;
  readonly function: number;
  readonly start: number;
  readonly object: Value;
  readonly value: Value;
  /** False under a branch or in a loop. */
  readonly always: boolean;
  /** It adds to what is there: `object.property.append(value)`, `object.property += value`. */
  readonly adds: boolean;
}

/**
 * Reads are reported to `onRead` so that the index knows on what a module's facts depend: `module:<path>` for a
 * module's content, `absent:<path>` for a lookup that failed, `calls:<group>:<name>` for the set of calls of a name,
 * `assigned:<group>:<name>` for the assignments to a property.
 */
export class Program {
  private readonly scopes = new WeakMap<ModuleSummary, ModuleScope>();
  private readonly called = new NameIndex<readonly number[]>();
  /** Properties that modules assign to. */
  private readonly assigned = new NameIndex<true>();
  /** Names of the classes that those of a module extend. */
  private readonly extended = new NameIndex<true>();
  private readonly assignments = new WeakMap<
    ModuleSummary,
    ReadonlyMap<string, readonly NamedAssignment[]>
  >();
  private readonly moduleKeys = new Map<string, string>();
  /** Answers of `callsNamed`. */
  private readonly named = new Map<string, readonly NamedCall[]>();
  /** Who reads, while a module is being linked. */
  onRead: (key: string) => void = () => {};

  constructor(
    private readonly modules: Map<string, ProgramModule>,
    private readonly resolver: ModuleResolver,
    /** Modules of different groups never import each other, so that no call in one means a function of the other. */
    private readonly groupOf: (path: string) => string = () => '',
    /** Modules that try the others out, as tests do. */
    private readonly isTrial: (path: string) => boolean = () => false,
  ) {
    for (const { summary } of modules.values()) this.index(summary);
  }

  module(path: string): ModuleSummary | undefined {
    this.readModule(path);
    return this.modules.get(path)?.summary;
  }

  scope(module: ModuleSummary): ModuleScope {
    this.readModule(module.path);
    let scope = this.scopes.get(module);
    if (!scope) {
      scope = createScope(module);
      this.scopes.set(module, scope);
    }
    return scope;
  }

  /** The workspace module an import means, `outside` for a package, undefined for a workspace file that is not parsed. */
  resolveImport(from: ModuleSummary, specifier: string): ModuleSummary | 'outside' | undefined {
    const path = this.resolver.resolve(from.language, from.path, specifier);
    if (path === undefined) return 'outside';
    return this.module(path);
  }

  resolveSubmodule(from: ModuleSummary, specifier: string, name: string): ModuleSummary | undefined {
    const path = this.resolver.resolveSubmodule(from.path, specifier, name);
    return path === undefined ? undefined : this.module(path);
  }

  /**
   * Calls whose callee ends in `name`, in all modules that can have to do with `near`. In order of paths: answers must
   * not depend on which file came last.
   */
  callsNamed(name: string, near: ModuleSummary): readonly NamedCall[] {
    const key = this.callsKey(name, near.path);
    this.onRead(key);
    let found = this.named.get(key);
    if (!found) {
      const group = this.groupOf(near.path);
      found = this.called
        .modulesOf(name)
        .filter(([path]) => this.groupOf(path) === group)
        .flatMap(([path, calls]) => calls.map((call) => ({ path, call })));
      this.named.set(key, found);
    }
    return found;
  }

  /** Whether a call in the file `by` tells how `of` runs: what a test hands over says nothing of the product. */
  tells(by: string, of: string): boolean {
    return !this.isTrial(by) || this.isTrial(of);
  }

  /** Assignments to a property of this name, in all modules that can have to do with `near`. In order of paths. */
  assignmentsTo(property: string, near: ModuleSummary): readonly NamedAssignment[] {
    const group = this.groupOf(near.path);
    this.onRead(this.assignedKey(property, near.path));
    return this.assigned
      .modulesOf(property)
      .filter(([path]) => this.groupOf(path) === group)
      .flatMap(([path]) => this.assignmentsIn(this.modules.get(path)!.summary).get(property) ?? []);
  }

  /** Whether a class of this name is extended by one that tells how it runs. */
  isExtended(name: string, near: ModuleSummary): boolean {
    this.onRead(this.extendedKey(name, near.path));
    const group = this.groupOf(near.path);
    return this.extended
      .modulesOf(name)
      .some(([path]) => this.groupOf(path) === group && this.tells(path, near.path));
  }

  private assignmentsIn(module: ModuleSummary): ReadonlyMap<string, readonly NamedAssignment[]> {
    const known = this.assignments.get(module) ?? assignmentsByName(module);
    this.assignments.set(module, known);
    return known;
  }

  private assignedKey(property: string, path: string): string {
    return `assigned:${this.groupOf(path)}:${property}`;
  }

  private extendedKey(name: string, path: string): string {
    return `extended:${this.groupOf(path)}:${name}`;
  }

  private callsKey(name: string, path: string): string {
    return `calls:${this.groupOf(path)}:${name}`;
  }

  /** Puts a new version of a module in place, or removes it. Returns the read keys whose answer may have changed. */
  update(path: string, module: ProgramModule | undefined): Set<string> {
    const changed = new Set([`module:${path}`, ...this.keysOf(path)]);
    if (module) {
      this.modules.set(path, module);
      this.index(module.summary);
      for (const key of this.keysOf(path)) changed.add(key);
    } else {
      this.modules.delete(path);
      for (const names of [this.called, this.assigned, this.extended]) names.delete(path);
    }
    for (const key of changed) this.named.delete(key);
    return changed;
  }

  /** The read keys whose answers have to do with what stands in a module. */
  private *keysOf(path: string): Generator<string> {
    for (const name of this.called.namesIn(path)) yield this.callsKey(name, path);
    for (const name of this.assigned.namesIn(path)) yield this.assignedKey(name, path);
    for (const name of this.extended.namesIn(path)) yield this.extendedKey(name, path);
  }

  /** Modules are read very often and mostly the same ones: keys are made once. */
  private readModule(path: string): void {
    let key = this.moduleKeys.get(path);
    if (key === undefined) {
      key = `module:${path}`;
      this.moduleKeys.set(path, key);
    }
    this.onRead(key);
  }

  private index(module: ModuleSummary): void {
    this.called.set(module.path, calledNames(module));
    this.assigned.set(module.path, marked(assignmentsByName(module).keys()));
    this.extended.set(module.path, marked(extendedNames(module)));
  }
}

function marked(names: Iterable<string>): Map<string, true> {
  return new Map([...names].map((name) => [name, true]));
}

/** Assignments and additions to properties of anything but `this`, by the name of the property. */
function assignmentsByName(module: ModuleSummary): Map<string, NamedAssignment[]> {
  const names = new Map<string, NamedAssignment[]>();
  const note = (property: string, assignment: NamedAssignment): void => {
    const list = names.get(property);
    if (list) list.push(assignment);
    else names.set(property, [assignment]);
  };
  for (const fn of module.functions) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind !== 'assign' || !statement.value) return;
      for (const { target, value } of assignedParts(statement.target, statement.value)) {
        if (target.kind !== 'member' || target.object.kind === 'self') continue;
        note(target.property, {
          module,
          function: fn.id,
          start: statement.start,
          object: target.object,
          value,
          always: fn.body.includes(statement),
          adds: statement.operator !== undefined,
        });
      }
    });
  }
  for (const call of module.calls) {
    const { callee } = call;
    if (callee.kind !== 'member' || !APPENDERS.has(callee.property) || callee.object.kind !== 'member')
      continue;
    const { object, property } = callee.object;
    if (object.kind === 'self') continue;
    for (const { value } of call.arguments)
      note(property, {
        module,
        function: call.function,
        start: call.start,
        object,
        value,
        always: false,
        adds: true,
      });
  }
  return names;
}

/** Callee names of a module: the last name as written, and for an alias also the imported name. */
function calledNames(module: ModuleSummary): Map<string, number[]> {
  const aliases = new Map<string, string>();
  for (const binding of module.imports)
    if (binding.local !== binding.imported) aliases.set(binding.local, binding.imported);
  const names = new Map<string, number[]>();
  for (const call of module.calls) {
    const { callee } = call;
    const name =
      callee.kind === 'reference' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
    if (name === undefined) continue;
    for (const one of new Set([name, aliases.get(name) ?? name])) {
      const list = names.get(one);
      if (list) list.push(call.id);
      else names.set(one, [call.id]);
    }
  }
  return names;
}

/** Names of the classes that those of a module extend, as written there. */
function extendedNames(module: ModuleSummary): Set<string> {
  const names = new Set<string>();
  for (const base of module.classes.flatMap((one) => one.bases)) {
    if (base.kind === 'reference') names.add(base.name);
    if (base.kind === 'member') names.add(base.property);
  }
  return names;
}
