// chat-ui.rawErrors: whether an interface shows the text of an exception: rendered, in a notice, or in a state that is rendered.
// Follows the component into those it renders and the functions it hands over.

import type { CallSite, FunctionSummary, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { comparePlaces, type Place, samePlace } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { numberOfKey } from '../keys';
import type { FactDraft, FunctionKey } from '../moduleFacts';
import { alternatives, placeOf } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { isRequestUi } from '../surface/requestUi';
import { allStatements } from './control';
import type { Taint } from './rawText';
import { RawWalk } from './rawWalk';
import { type CallGraph, parseFunctionKey } from './reach';
import { isLog, lastName, rootName } from './refusal';
import { type Setters, ShownStates } from './shownStates';
import { unseenError } from './unseenErrors';

const MAX_FUNCTIONS = 300;
const NOTICES =
  /^(toast|alert|notify|notification|notifications|message|snackbar|enqueueSnackbar|showToast|showError|addToast)$/i;

export class UiErrors {
  private readonly callbacks = new Map<ModuleSummary, ReadonlySet<FunctionKey>>();
  private readonly states: ShownStates;

  constructor(
    private readonly graph: CallGraph,
    private readonly evaluator: Evaluator,
  ) {
    this.states = new ShownStates(evaluator);
  }

  attributeOf(ui: FactDraft): Attribute {
    const places: Place[] = [];
    const reached = [...this.partsOf(ui.within)].map(([key, fn]) => ({ key, fn }));
    const callbacks = new Set(reached.flatMap(({ fn: { module } }) => [...this.callbacksIn(module)]));
    const hook = this.hookNames(ui);
    for (const { key, fn } of reached) this.walk(fn.module, fn.summary, key, { hook, callbacks, places });
    places.sort(comparePlaces);
    const distinct = places.filter((place, index) => index === 0 || !samePlace(place, places[index - 1]!));
    if (distinct.length === 0) return this.noneSeen(reached.map(({ fn }) => fn));
    return {
      value: true,
      because: 'the text of an exception is shown',
      place: distinct[0],
      places: distinct,
    };
  }

  private noneSeen(
    parts: readonly { readonly module: ModuleSummary; readonly summary: FunctionSummary }[],
  ): Attribute {
    for (const { module, summary } of parts) {
      const unseen = unseenError(this.evaluator, module, summary);
      if (!unseen) continue;
      const why = 'where a shown error comes from cannot be followed';
      const place = placeOf(module, unseen);
      return { value: 'unknown', because: why, place, blockers: [{ why, place }] };
    }
    return { value: false, because: 'it shows no text of an exception' };
  }

  /** The functions of an interface: the component, what is written inside it, what it calls, renders or hands over. */
  private partsOf(start: FunctionKey): Map<FunctionKey, { module: ModuleSummary; summary: FunctionSummary }> {
    const parts = new Map<FunctionKey, { module: ModuleSummary; summary: FunctionSummary }>();
    const queue = [start];
    for (let key = queue.pop(); key !== undefined && parts.size < MAX_FUNCTIONS; key = queue.pop()) {
      const { path, fn } = parseFunctionKey(key);
      const module = this.evaluator.program.module(path);
      const summary = module?.functions[fn];
      if (parts.has(key) || !module || !summary || module.directives.includes('use server')) continue;
      parts.set(key, { module, summary });
      queue.push(...this.graph.from(key).map((edge) => edge.to));
      for (const one of module.functions)
        if (fn > 0 && one.id !== fn && summary.start <= one.start && one.end <= summary.end)
          queue.push(`${path}#${one.id}`);
    }
    return parts;
  }

  private walk(
    module: ModuleSummary,
    fn: FunctionSummary,
    key: FunctionKey,
    ui: { hook: HookNames | undefined; callbacks: ReadonlySet<FunctionKey>; places: Place[] },
  ): void {
    const handling = ui.callbacks.has(key);
    const names = new Map<string, Taint>(
      ui.hook?.module === module && isInside(ui.hook.owner, fn) ? ui.hook.names : [],
    );
    const [first] = fn.parameters;
    if (handling && first?.name) names.set(first.name, 'whole');
    const setters = this.states.settersFor(module, fn);
    const report = (raw: Value): void => void ui.places.push(placeOf(module, raw));
    const given = (call: number): Taint | undefined => {
      if (ui.hook?.module !== module) return undefined;
      return ui.hook.call === call ? new Set(['error']) : readByCall(module.calls[call], ui.hook.names);
    };
    new RawWalk(this.evaluator, { module, fn, names, handling }, given, {
      call: (call, { raw }) => {
        if (isLog(module, call)) return;
        if (call.form === 'jsx' ? isRendered(call, raw) : isShown(module, call, raw, setters)) report(raw);
      },
    }).run();
  }

  /** Functions that are handed an exception: to `catch`, or as `onError`, written there or named. */
  private callbacksIn(module: ModuleSummary): ReadonlySet<FunctionKey> {
    const known = this.callbacks.get(module);
    if (known) return known;
    const found = new Set<FunctionKey>();
    const add = (value: Value, call: CallSite): void => {
      if (value.kind !== 'function' && value.kind !== 'reference') return;
      const frame = this.evaluator.frame(module, call.function);
      for (const one of alternatives(this.evaluator.evaluate(value, frame)))
        if (one.kind === 'function') found.add(`${one.module.path}#${one.function}`);
    };
    for (const call of module.calls) {
      for (const { value } of call.arguments) {
        if (lastName(call.callee) === 'catch') add(value, call);
        if (value.kind !== 'object' || call.form === 'jsx') continue;
        for (const entry of value.entries)
          if (entry.kind === 'property' && entry.key === 'onError') add(entry.value, call);
      }
    }
    this.callbacks.set(module, found);
    return found;
  }

  /** Names in the component that hold the error of the hook it is driven by. */
  private hookNames(ui: FactDraft): HookNames | undefined {
    const { path, fn } = parseFunctionKey(ui.within);
    const module = this.evaluator.program.module(path);
    const owner = module?.functions[fn];
    if (!module || !owner) return undefined;
    const hook = module.calls.find(
      (call) => call.start === numberOfKey(ui.key) && call.function === fn && call.form === 'call',
    );
    if (!hook || isRequestUi(ui)) return undefined;
    const names = new Map<string, Taint>();
    for (const { value, target } of assignments(owner)) {
      if (value?.kind !== 'call' || value.call !== hook.id) continue;
      if (target.kind === 'name') names.set(target.name, new Set(['error']));
      for (const element of target.kind === 'pattern' ? target.elements : [])
        if (element.key === 'error' && element.target.kind === 'name')
          names.set(element.target.name, 'whole');
    }
    return { module, owner, call: hook.id, names };
  }
}

function assignments(fn: FunctionSummary): Extract<Statement, { kind: 'assign' }>[] {
  return [...allStatements(fn.body)].filter((statement) => statement.kind === 'assign');
}

interface HookNames {
  readonly module: ModuleSummary;
  readonly owner: FunctionSummary;
  readonly call: number;
  readonly names: ReadonlyMap<string, Taint>;
}

function isInside(outer: FunctionSummary, inner: FunctionSummary): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The error itself where the hook gives a function that reads it (`error()`, a signal). */
function readByCall(call: CallSite | undefined, names: ReadonlyMap<string, Taint>): Taint | undefined {
  if (call?.callee.kind !== 'reference' || call.arguments.length > 0) return undefined;
  return names.get(call.callee.name);
}

/** Text among the children or in an attribute; an exception handed on whole is for the component it is handed to. */
function isRendered(call: CallSite, raw: Value): boolean {
  const [attributes] = call.arguments;
  if (raw.kind !== 'reference') return true;
  if (attributes?.value.kind !== 'object') return false;
  return attributes.value.entries.some(
    (entry) =>
      entry.kind === 'property' &&
      entry.key === 'children' &&
      entry.value.start <= raw.start &&
      raw.end <= entry.value.end,
  );
}

/** A notice, or a state that is rendered; one that a component further down renders only if it is the bare text. */
function isShown(module: ModuleSummary, call: CallSite, raw: Value, setters: Setters): boolean {
  if (call.callee.kind === 'reference') {
    const shown = setters.get(call.callee.name);
    if (shown === 'here') return true;
    const [first] = call.arguments;
    if (shown === 'below' && first?.start === raw.start && first.end === raw.end) return true;
  }
  return NOTICES.test(rootName(module, call.callee)) || NOTICES.test(lastName(call.callee));
}
