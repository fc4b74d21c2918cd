// Whether a guard surely ran before a place in a function: product checks that are branched on, gates, hand-written refusals,
// followed through functions of this workspace. Layers outside the function are not seen here.
import type { CallSite, FunctionSummary, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { isInside, valuesOf } from '../../../languages/summary/walk';
import type { Span } from '../../../text/span';
import type { FunctionKey, GuardSite } from '../moduleFacts';
import { placeOf } from '../resolve/abstract';
import type { Program } from '../resolve/program';
import { choicesAt, waysOut } from './choiceAt';
import { allStatements, dominating, holds, leaves, namesIn, runsLater, type Step, stepsTo } from './control';
import { describe } from './describe';
import { deniesOf, isAnswerLost, openingIn, sourcesOf, targetNames } from './openings';
import { switchIn } from './partialCondition';
import { type CallGraph, parseFunctionKey } from './reach';
import { endsRequest, type Handwritten, refuses } from './refusal';
import { NONE, onlyIf, strongest, type Verdict, weakest } from './verdict';

/** How deep functions are followed for what they refuse or ask. */
const MAX_DEPTH = 3;
const HANDWRITTEN: readonly string[] = ['rate-limit', 'authentication'];

/** One function while it is being read for one capability. */
interface Reading {
  readonly module: ModuleSummary;
  readonly fn: FunctionSummary;
  readonly key: FunctionKey;
  readonly capability: string;
  readonly depth: number;
  /** `call`: a refusal has to throw, because a returned one only reaches the caller. */
  readonly mode: 'request' | 'call';
  /** Names that hold what a check said. */
  readonly asked: ReadonlySet<string>;
}

export class GuardReader {
  private readonly sites = new Map<FunctionKey, GuardSite[]>();
  private readonly known = new Map<string, Verdict>();
  private readonly pending = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly graph: CallGraph,
    sites: Iterable<GuardSite>,
  ) {
    for (const site of sites) {
      const list = this.sites.get(site.within);
      if (list) list.push(site);
      else this.sites.set(site.within, [site]);
    }
  }

  /** Whether the guard surely ran when the offset in a function (or in a function written inside it) is reached. */
  before(key: FunctionKey, offset: number, capability: string): Verdict {
    return this.beforeAt(key, offset, capability, 0, 'request');
  }

  /** Whether everything that lets a request through a middleware, hook or wrapper comes after the guard. `passes`: calls that hand it on. */
  lets(key: FunctionKey, passes: readonly CallSite[], capability: string): Verdict {
    if (passes.length === 0) return this.exits(key, capability, 0, 'request');
    const verdicts = passes.map((call) => this.beforeAt(key, call.start, capability, 0, 'request'));
    return weakest(verdicts, 'another way in it passes the request on without it');
  }

  private beforeAt(
    key: FunctionKey,
    offset: number,
    capability: string,
    depth: number,
    mode: Reading['mode'],
  ): Verdict {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    if (!module?.functions[fn]) return NONE;
    const verdicts: Verdict[] = [];
    // A callback inside the function is guarded by what stands in it and by what stands around it.
    for (const one of module.functions) {
      if (one.id !== fn && !(holds(one, offset) && isInside(module, one.id, fn))) continue;
      const reading = this.reading(module, one, capability, depth, mode);
      verdicts.push(this.atSteps(reading, stepsTo(one, offset), offset));
    }
    return strongest(verdicts);
  }

  private reading(
    module: ModuleSummary,
    fn: FunctionSummary,
    capability: string,
    depth: number,
    mode: Reading['mode'],
  ): Reading {
    const key = `${module.path}#${fn.id}`;
    const bare: Reading = { module, fn, key, capability, depth, mode, asked: new Set() };
    return { ...bare, asked: this.askedNames(bare) };
  }

  private atSteps(reading: Reading, steps: readonly Step[], offset: number): Verdict {
    const before = dominating(steps);
    const verdicts = before.map((statement) => this.ofStatement(reading, statement));
    for (const step of steps) verdicts.push(this.around(reading, step));
    verdicts.push(this.chosen(reading, steps.at(-1)?.statement, offset));
    const found = strongest(verdicts);
    if (found.state !== 'none') return found;
    // Not on every way: is it there under a condition?
    const conditional = [...allStatements(reading.fn.body)].filter(
      (statement) => statement.end <= offset && !before.includes(statement),
    );
    return strongest(conditional.map((statement) => this.underCondition(reading, statement)));
  }

  /** A place inside a branch whose condition is the check, or whose other branch refuses. */
  private around(reading: Reading, { statement, part }: Step): Verdict {
    if (statement.kind !== 'if' || part === 'head') return NONE;
    const other = part === 'then' ? statement.otherwise : statement.then;
    if (this.isRefusal(reading, other, true) || this.isAsked(reading, statement.condition))
      return this.held(reading, statement.condition);
    return NONE;
  }

  /** A place that is chosen by the check, or instead of a refusal, inside a statement. */
  private chosen(reading: Reading, statement: Statement | undefined, offset: number): Verdict {
    for (const { condition, other } of statement ? choicesAt(reading.module, statement, offset) : []) {
      const instead: Statement = { kind: 'return', value: other, start: other.start, end: other.end };
      if (this.isAsked(reading, condition) || this.isRefusal(reading, [instead], true))
        return this.held(reading, condition);
    }
    return NONE;
  }

  private held(reading: Reading, at: Span, because = 'a branch ends the request'): Verdict {
    return { state: 'every', because, place: placeOf(reading.module, at), blockers: [] };
  }

  /** What a statement that ran to its end says. */
  private ofStatement(reading: Reading, statement: Statement): Verdict {
    const gate = this.gateIn(reading, statement);
    if (gate.state === 'every') return gate;
    switch (statement.kind) {
      case 'if':
        return strongest([gate, this.ofBranch(reading, statement)]);
      case 'try':
        return strongest([gate, this.ofTry(reading, statement)]);
      case 'with':
        return strongest([gate, this.sequence(reading, statement.body)]);
      default:
        return gate;
    }
  }

  private sequence(reading: Reading, body: readonly Statement[]): Verdict {
    return strongest(body.map((statement) => this.ofStatement(reading, statement)));
  }

  private ofBranch(reading: Reading, statement: Extract<Statement, { kind: 'if' }>): Verdict {
    const refused =
      this.isRefusal(reading, statement.then, false) || this.isRefusal(reading, statement.otherwise, false);
    const asked =
      this.isAsked(reading, statement.condition) &&
      (this.ends(reading, statement.then) || this.ends(reading, statement.otherwise));
    if (refused || asked) {
      const condition =
        switchIn(reading.module, statement.condition) ??
        (asked ? this.openingOf(reading, statement) : undefined);
      const verdict = this.held(
        reading,
        statement.condition,
        asked && !refused ? 'its answer is branched on' : undefined,
      );
      return condition ? onlyIf(verdict, condition, placeOf(reading.module, statement.condition)) : verdict;
    }
    const both = [this.sequence(reading, statement.then), this.sequence(reading, statement.otherwise)];
    if (both.every((one) => one.state === 'every')) return both[0]!;
    return strongest(
      both.map((one) =>
        onlyIf(
          one,
          describe(reading.module, statement.condition),
          placeOf(reading.module, statement.condition),
        ),
      ),
    );
  }

  private ofTry(reading: Reading, statement: Extract<Statement, { kind: 'try' }>): Verdict {
    for (const handler of statement.handlers) {
      // The limiter throws, the handler answers 429.
      if (this.isRefusal(reading, handler.body, false)) return this.held(reading, handler);
    }
    const inner = this.sequence(reading, [...statement.body, ...statement.otherwise]);
    const closes = statement.handlers.every((handler) => this.ends(reading, handler.body));
    if (inner.state !== 'every' || closes) return inner;
    return onlyIf(inner, 'the check itself does not fail', inner.place ?? placeOf(reading.module, statement));
  }

  /** The same under a condition that stands around the statement. */
  private underCondition(reading: Reading, statement: Statement): Verdict {
    const verdict = this.ofStatement(reading, statement);
    if (verdict.state !== 'every') return verdict;
    const step = stepsTo(reading.fn, statement.start).findLast(
      (one) => one.statement !== statement && one.statement.kind !== 'try' && one.statement.kind !== 'with',
    );
    if (!step) return NONE;
    const condition =
      step.statement.kind === 'if'
        ? describe(reading.module, step.statement.condition)
        : 'a part of the code runs that may not';
    return onlyIf(
      verdict,
      condition,
      placeOf(reading.module, { start: step.statement.start, end: statement.end }),
    );
  }

  /** Calls in a statement's own values that only come back if the guard let the request pass. */
  private gateIn(reading: Reading, statement: Statement): Verdict {
    const spans = valuesOf(statement).filter((value) => value.kind !== 'function');
    const isHere = (offset: number): boolean =>
      spans.some((span) => holds(span, offset)) && !runsLater(reading.module, reading.fn, statement, offset);
    for (const site of this.sites.get(reading.key) ?? []) {
      if (site.capability === reading.capability && site.how === 'gate' && isHere(site.place.start)) {
        return {
          state: 'every',
          because: site.because,
          place: site.place,
          product: site.product,
          blockers: [],
        };
      }
    }
    if (reading.depth >= MAX_DEPTH) return NONE;
    const verdicts = this.graph
      .from(reading.key)
      .filter((edge) => !edge.callback && isHere(edge.at))
      .map((edge) => this.exits(edge.to, reading.capability, reading.depth + 1, 'call'));
    return strongest(verdicts);
  }

  /** Whether every way out of a function comes after the guard. */
  private exits(key: FunctionKey, capability: string, depth: number, mode: Reading['mode']): Verdict {
    const id = `${key} ${capability} ${mode} ${depth}`;
    const known = this.known.get(id);
    if (known) return known;
    if (this.pending.has(id)) return NONE;
    this.pending.add(id);
    const verdict = this.computeExits(key, capability, depth, mode);
    this.pending.delete(id);
    this.known.set(id, verdict);
    return verdict;
  }

  private computeExits(key: FunctionKey, capability: string, depth: number, mode: Reading['mode']): Verdict {
    const { path, fn } = parseFunctionKey(key);
    const module = this.program.module(path);
    const summary = module?.functions[fn];
    if (!module || !summary) return NONE;
    const reading = this.reading(module, summary, capability, depth, mode);
    const ends = endsRequest(module);
    const verdicts: Verdict[] = [];
    for (const statement of allStatements(summary.body)) {
      if (statement.kind !== 'return') continue;
      for (const way of waysOut(statement)) {
        if (mode === 'request' && this.isRefusal(reading, [way], false)) continue;
        const steps = stepsTo(summary, statement.start);
        verdicts.push(
          strongest([this.atSteps(reading, steps, way.start), this.ofStatement(reading, statement)]),
        );
      }
    }
    if (!leaves(summary.body, ends)) {
      const open = strongest(summary.body.map((statement) => this.ofStatement(reading, statement)));
      verdicts.push(open);
    }
    return weakest(verdicts, 'it comes back early in other cases');
  }

  /** True for statements that answer with a refusal and end there. `open`: the other branch is what goes on, so that they need not end. */
  private isRefusal(reading: Reading, body: readonly Statement[], open: boolean): boolean {
    const { module, capability } = reading;
    if (body.length === 0 || !HANDWRITTEN.includes(capability)) return false;
    if (!open && !this.ends(reading, body)) return false;
    return refuses(module, body, capability as Handwritten, (call) =>
      this.isRefusing(module, call, capability as Handwritten, 1),
    );
  }

  private ends(reading: Reading, body: readonly Statement[]): boolean {
    const ends = endsRequest(reading.module);
    if (reading.mode === 'request') return leaves(body, ends) || body.some((one) => one.kind === 'continue');
    return leaves(body, ends) && [...allStatements(body)].every((statement) => statement.kind !== 'return');
  }

  /** A helper that makes the refusing answer (`return tooManyRequests()`). */
  private isRefusing(module: ModuleSummary, call: CallSite, kind: Handwritten, depth: number): boolean {
    if (depth > 2) return false;
    const key = `${module.path}#${call.function}`;
    return this.graph.from(key).some((edge) => {
      if (edge.callback || edge.at !== call.start) return false;
      const { path, fn } = parseFunctionKey(edge.to);
      const target = this.program.module(path);
      const body = target?.functions[fn]?.body ?? [];
      // Only a helper that does nothing else is the refusal itself.
      return (
        target !== undefined &&
        body.length <= 4 &&
        refuses(target, body, kind, (inner) => this.isRefusing(target, inner, kind, depth + 1))
      );
    });
  }

  /** True if a condition is, or holds, what a check said. */
  private isAsked(reading: Reading, condition: Value): boolean {
    for (const name of namesIn(reading.module, condition)) if (reading.asked.has(name)) return true;
    return this.checksIn(reading, condition);
  }

  private checksIn(reading: Reading, span: Span): boolean {
    const { key, capability, depth } = reading;
    if (
      (this.sites.get(key) ?? []).some(
        (site) => site.capability === capability && site.how === 'check' && holds(span, site.place.start),
      )
    )
      return true;
    return this.graph
      .from(key)
      .some((edge) => !edge.callback && holds(span, edge.at) && this.asks(edge.to, capability, depth + 1));
  }

  /** What in the functions a branch asks lets a request past without an answer of the check. */
  private openingOf(reading: Reading, branch: Extract<Statement, { kind: 'if' }>): string | undefined {
    const denies = deniesOf(branch.condition, this.ends(reading, branch.then));
    const sources = sourcesOf(reading.module, reading.fn, branch.condition);
    return this.openingBehind(reading, denies, (at) => sources.some((source) => holds(source, at)));
  }

  private openingBehind(
    { key, capability, depth, mode }: Reading,
    denies: boolean | undefined,
    isAsked: (at: number) => boolean = () => true,
  ): string | undefined {
    for (const { to, at, callback } of depth < MAX_DEPTH ? this.graph.from(key) : []) {
      if (callback || !isAsked(at) || !this.asks(to, capability, depth + 1)) continue;
      const { path, fn } = parseFunctionKey(to);
      const module = this.program.module(path);
      if (!module?.functions[fn]) continue;
      const reading = this.reading(module, module.functions[fn], capability, depth + 1, mode);
      const isCheck = (span: Span): boolean => this.checksIn(reading, span);
      const refuses = (body: readonly Statement[]): boolean => this.isRefusal(reading, body, true);
      const found =
        openingIn(module, reading.fn, { isCheck, refuses, denies }) ?? this.openingBehind(reading, denies);
      if (found) return found;
    }
    return undefined;
  }

  /** True if a function gives back what a check said, or a refusal its caller has to hand on. */
  private asks(key: FunctionKey, capability: string, depth: number): boolean {
    const id = `asks ${key} ${capability}`;
    if (depth > MAX_DEPTH || this.pending.has(id)) return false;
    this.pending.add(id);
    try {
      const { path, fn } = parseFunctionKey(key);
      const module = this.program.module(path);
      const summary = module?.functions[fn];
      if ((this.sites.get(key) ?? []).some((site) => site.capability === capability && site.how === 'check'))
        return !module || !summary || !this.isLost(this.reading(module, summary, capability, depth, 'call'));
      if (module && summary && HANDWRITTEN.includes(capability)) {
        const answers = [...allStatements(summary.body)].filter((statement) => statement.kind === 'return');
        if (refuses(module, answers, capability as Handwritten, () => false)) return true;
      }
      return this.graph.from(key).some((edge) => !edge.callback && this.asks(edge.to, capability, depth + 1));
    } finally {
      this.pending.delete(id);
    }
  }

  private isLost(reading: Reading): boolean {
    return isAnswerLost(reading.module, reading.fn, reading.asked, (span) => this.checksIn(reading, span));
  }

  /** Names that hold an answer of a check, directly or through other names. */
  private askedNames(reading: Reading): Set<string> {
    const names = new Set<string>();
    for (const statement of allStatements(reading.fn.body)) {
      if (statement.kind !== 'assign' || !statement.value) continue;
      const { value } = statement;
      const mentions = [...namesIn(reading.module, value)].some((name) => names.has(name));
      if (mentions || this.checksIn(reading, value))
        for (const name of targetNames(statement.target)) names.add(name);
    }
    return names;
  }
}
