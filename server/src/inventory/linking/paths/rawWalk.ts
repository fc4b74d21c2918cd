// Walks one function with the names that carry the text of an exception, and reports every call, return and yield it flows into.
// What counts as showing it to a person is decided by the listener.
import type {
  CallSite,
  FunctionSummary,
  Handler,
  ModuleSummary,
  Statement,
  Target,
} from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { type Abstract, alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { leaves, valuesOfStatement } from './control';
import { rawIn, type SafeBranch, type Taint, type TaintView, taintOf } from './rawText';
import { lastName } from './refusal';

/** Exceptions made for whoever sent the request. */
const FOR_USERS =
  /^(ZodError|ValidationError|RequestValidationError|ResponseValidationError|HTTPException|HttpException|StarletteHTTPException|HTTPError4xx|WebSocketDisconnect|BadRequest|NotFound|Forbidden|Unauthorized|YupError)$/;
const DEVELOPMENT = /^(is_?)?(dev|debug|development)(_?mode)?$/i;
const PRODUCTION = /^(is_?)?prod(uction)?(_?mode)?$/i;

export interface Flow {
  /** The value that carries the text: where one edit takes it out. */
  readonly raw: Value;
  readonly statement: Statement;
  /** For returns: what the caller gets. */
  readonly taint?: Taint;
}

export interface RawListener {
  call(call: CallSite, flow: Flow): void;
  returns?(value: Value, flow: Flow): void;
  yields?(flow: Flow): void;
  assigns?(target: Target, flow: Flow): void;
}

export interface RawStart {
  readonly module: ModuleSummary;
  readonly fn: FunctionSummary;
  readonly names: ReadonlyMap<string, Taint>;
  /** The function handles an exception from its start (an error handler, a `catch` callback). */
  readonly handling: boolean;
}

export type ResultOf = (call: number, args: readonly boolean[]) => Taint | undefined;

export class RawWalk {
  private readonly names: Map<string, Taint>;
  private handling: boolean;

  constructor(
    private readonly evaluator: Evaluator,
    private readonly start: RawStart,
    private readonly resultOf: ResultOf,
    private readonly listener: RawListener,
  ) {
    this.names = new Map(start.names);
    this.handling = start.handling;
  }

  run(): void {
    this.list(this.start.fn.body);
  }

  private view(): TaintView {
    return {
      module: this.start.module,
      names: this.names,
      handling: this.handling,
      result: this.resultOf,
      safe: (condition) => this.safeBranch(condition),
    };
  }

  private list(body: readonly Statement[]): void {
    for (const statement of body) {
      this.statement(statement);
      // `if (!(error instanceof OwnError)) return …;`: what follows is for own errors only.
      if (
        statement.kind === 'if' &&
        leaves(statement.then) &&
        this.safeBranch(statement.condition) === 'otherwise'
      )
        return;
    }
  }

  private statement(statement: Statement): void {
    if (!saysBadRequest(statement)) this.flows(statement);
    switch (statement.kind) {
      case 'assign':
        this.bind(statement);
        return;
      case 'if':
        this.branches(statement);
        return;
      case 'switch':
        for (const one of statement.cases) this.list(one.body);
        return;
      case 'loop':
        this.list(statement.body);
        this.list(statement.otherwise);
        return;
      case 'with':
        this.list(statement.body);
        return;
      case 'try':
        this.list(statement.body);
        for (const handler of statement.handlers) this.handler(handler);
        this.list(statement.otherwise);
        this.list(statement.finalizer);
        return;
      default:
        return;
    }
  }

  private branches({ condition, then, otherwise }: Extract<Statement, { kind: 'if' }>): void {
    const safe = this.safeBranch(condition);
    if (safe !== 'then') this.list(then);
    if (safe !== 'otherwise') this.list(otherwise);
  }

  private handler(handler: Handler): void {
    const { name, types } = handler;
    if (types.length > 0 && types.every((type) => this.isForUsers(type))) return;
    const outer = this.handling;
    const before = name === undefined ? undefined : this.names.get(name);
    this.handling = true;
    if (name !== undefined) this.names.set(name, 'whole');
    this.list(handler.body);
    this.handling = outer;
    if (name === undefined) return;
    if (before === undefined) this.names.delete(name);
    else this.names.set(name, before);
  }

  private bind({ target, value }: Extract<Statement, { kind: 'assign' }>): void {
    const taint = value && taintOf(this.view(), value);
    if (taint === undefined) {
      // What is given a clean value is clean from here on.
      if (target.kind === 'name' && value) this.names.delete(target.name);
      return;
    }
    if (target.kind === 'name') this.names.set(target.name, taint);
    if (target.kind !== 'pattern') return;
    for (const { key, target: inner } of target.elements) {
      const carries =
        taint === 'whole' ? /^(message|stack|cause|detail)$/.test(String(key)) : taint.has(String(key));
      if (inner.kind === 'name' && carries) this.names.set(inner.name, 'whole');
    }
  }

  private flows(statement: Statement): void {
    const view = this.view();
    const { module } = this.start;
    if (statement.kind === 'return' && statement.value) {
      const raw = rawIn(view, statement.value);
      if (raw)
        this.listener.returns?.(statement.value, { raw, statement, taint: taintOf(view, statement.value) });
    }
    if (statement.kind === 'assign' && statement.value) {
      const raw = statement.target.kind === 'member' ? rawIn(view, statement.value) : undefined;
      if (raw) this.listener.assigns?.(statement.target, { raw, statement });
    }
    for (const value of valuesOfStatement(module, statement)) {
      if (value.kind === 'operation' && value.operator === 'yield') {
        const raw = rawIn(view, value);
        if (raw) this.listener.yields?.({ raw, statement });
      }
      const call = value.kind === 'call' ? module.calls[value.call] : undefined;
      const raw = call?.arguments
        .map((argument) => rawIn(view, argument.value))
        .find((one) => one !== undefined);
      if (call && raw) this.listener.call(call, { raw, statement });
    }
  }

  /** Where the text may be shown: to an error class made for it, or while developing only. */
  private safeBranch(condition: Value): SafeBranch | undefined {
    switch (condition.kind) {
      case 'env':
        return PRODUCTION.test(condition.name) ? 'otherwise' : 'then';
      case 'reference':
        return byName(condition.name);
      case 'member':
        return byName(condition.property);
      case 'call':
        return this.isClassCheck(condition) ? 'then' : undefined;
      case 'oneOf':
        return condition.choice === 'truthy' &&
          condition.options.every((one) => this.safeBranch(one) === 'then')
          ? 'then'
          : undefined;
      case 'operation':
        return this.safeOperation(condition);
      default:
        return undefined;
    }
  }

  private isClassCheck(condition: Extract<Value, { kind: 'call' }>): boolean {
    const call = this.start.module.calls[condition.call];
    return (
      call !== undefined &&
      lastName(call.callee) === 'isinstance' &&
      call.arguments[1] !== undefined &&
      this.isForUsers(call.arguments[1].value)
    );
  }

  private safeOperation({
    operator,
    operands,
  }: Extract<Value, { kind: 'operation' }>): SafeBranch | undefined {
    const [first, second] = operands;
    switch (operator) {
      case 'instanceof':
        return second && this.isForUsers(second) ? 'then' : undefined;
      case '!':
        return first && opposite(this.safeBranch(first));
      case '&&':
        return operands.some((one) => this.safeBranch(one) === 'then') ? 'then' : undefined;
      case '==':
        return equalBranch(operands);
      case '!=':
        return opposite(equalBranch(operands));
      default:
        return undefined;
    }
  }

  /** Own classes of the workspace, unless they are made from the text of another exception; validation and HTTP errors. */
  private isForUsers(type: Value): boolean {
    if (type.kind === 'list') return type.items.every((item) => this.isForUsers(item.value));
    if (FOR_USERS.test(lastName(type))) return true;
    const { module, fn } = this.start;
    return alternatives(this.evaluator.evaluate(type, this.evaluator.frame(module, fn.id))).every(
      (one) => (one.kind === 'class' && !this.carriesText(one)) || isUnseen(one),
    );
  }

  private carriesText(own: Extract<Abstract, { kind: 'class' }>): boolean {
    const { name } = own.module.classes[own.class]!;
    const { program } = this.evaluator;
    return program.callsNamed(name, own.module).some(({ path, call }) => {
      const module = program.module(path)!;
      const view: TaintView = {
        module,
        names: new Map(),
        handling: true,
        result: () => undefined,
        safe: () => undefined,
      };
      const names = new Map<string, Taint>(caughtNames(module).map((caught) => [caught, 'whole']));
      return module.calls[call]!.arguments.some(
        (argument) => argument.name !== 'cause' && rawIn({ ...view, names }, argument.value) !== undefined,
      );
    });
  }
}

/** `isProduction`, `settings.debug`: what the name of a flag says. */
function byName(name: string): SafeBranch | undefined {
  if (DEVELOPMENT.test(name)) return 'then';
  return PRODUCTION.test(name) ? 'otherwise' : undefined;
}

/** What is compared with the environment, or with the name of an error made for users. */
function equalBranch(operands: readonly Value[]): SafeBranch | undefined {
  const texts = operands.flatMap((one) =>
    one.kind === 'constant' && typeof one.value === 'string' ? [one.value] : [],
  );
  if (operands.some((one) => one.kind === 'env'))
    return texts.some((text) => PRODUCTION.test(text)) ? 'otherwise' : 'then';
  return texts.some((text) => FOR_USERS.test(text)) ? 'then' : undefined;
}

function opposite(branch: SafeBranch | undefined): SafeBranch | undefined {
  if (branch === undefined) return undefined;
  return branch === 'then' ? 'otherwise' : 'then';
}

/** A class of this workspace that is not parsed: what it is made for cannot be told, so nothing is said. */
function isUnseen(value: Abstract): boolean {
  return value.kind === 'unknown' || (value.kind === 'symbol' && /^[@~#]?\//.test(value.module));
}

function caughtNames(module: ModuleSummary): string[] {
  const names: string[] = [];
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.kind === 'try')
        for (const handler of statement.handlers) if (handler.name) names.push(handler.name);
      for (const inner of innerLists(statement)) visit(inner);
    }
  };
  for (const fn of module.functions) visit(fn.body);
  return names;
}

function innerLists(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [statement.then, statement.otherwise];
    case 'try':
      return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.finalizer];
    case 'loop':
    case 'with':
      return [statement.body];
    default:
      return [];
  }
}

/** `return jsonify(…), 400` and `{ statusCode: 400, body }`: an answer to a wrong request. */
function saysBadRequest(statement: Statement): boolean {
  const value = statement.kind === 'return' ? statement.value : undefined;
  if (value?.kind === 'list') return value.items.some((item) => isBadRequest(item.value));
  if (value?.kind !== 'object') return false;
  return value.entries.some(
    (entry) =>
      entry.kind === 'property' && /^status(Code|_code)?$/.test(entry.key) && isBadRequest(entry.value),
  );
}

export function isBadRequest(value: Value): boolean {
  return (
    value.kind === 'constant' && typeof value.value === 'number' && value.value >= 400 && value.value < 500
  );
}
