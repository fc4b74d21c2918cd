// What a refusal looks like in code: status 429 or a quota error, 401/403 or the way to the login. One statement list at a time.
import type { CallSite, ModuleSummary, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { allStatements, valuesOfStatement } from './control';

/** Capabilities that people also write by hand. */
export type Handwritten = 'rate-limit' | 'authentication';

interface Signs {
  readonly statuses: readonly number[];
  /** Names of constants, error classes and functions. */
  readonly names: RegExp;
  /** Texts of messages and error codes. */
  readonly texts: RegExp;
  /** Targets of redirects. */
  readonly targets?: RegExp;
}

const SIGNS: Readonly<Record<Handwritten, Signs>> = {
  'rate-limit': {
    statuses: [429],
    names:
      /TOO_?MANY_?REQUESTS|(^|_)429(_|$)|RateLimit\w*(Error|Exception|Exceeded|Reached)|QuotaE|Quota\w*(Error|Exceeded)|Throttl\w*(Error|Exception|ed)|LimitExceeded|LimitReached/i,
    texts:
      /too many (requests|messages)|rate[ _:-]?limit|quota|limit (was |has been |is )?(reached|exceeded)|exceeded (the|your)|daily limit/i,
  },
  authentication: {
    statuses: [401, 403],
    names:
      /UNAUTHORI[SZ]ED|FORBIDDEN|(^|_)40[13](_|$)|(Not|Un)Authenticated|Auth(entication|orization|n|z)?(Error|Exception|Required|Failed)|AccessDenied|PermissionDenied|InvalidToken|InvalidApiKey|redirectTo(SignIn|Login)/i,
    texts:
      /unauthori[sz]ed|unauthenticated|not authenticated|forbidden|(sign|log) ?in (first|to|required)|please (sign|log) in|(invalid|missing|expired|wrong) (api[ _-]?key|token|credentials|session|signature|secret)|access denied|not allowed/i,
    targets: /(log|sign)[-_]?in|\/auth\b|\/login/i,
  },
};

const ENDINGS = new Set([
  'redirect',
  'permanentRedirect',
  'notFound',
  'unauthorized',
  'forbidden',
  'abort',
  'exit',
  'redirectToSignIn',
  'redirectToLogin',
  'error',
]);
const LOGGERS = /^(console|log|logger|logging|pino|winston|Sentry|_?log(ger)?)$/i;

export function lastName(value: Value): string {
  return value.kind === 'reference' ? value.name : value.kind === 'member' ? value.property : '';
}

export function rootName(module: ModuleSummary, value: Value): string {
  if (value.kind === 'reference') return value.name;
  if (value.kind === 'member') return rootName(module, value.object);
  return value.kind === 'call' ? rootName(module, module.calls[value.call]!.callee) : '';
}

/** True for a call that only tells a log. */
export function isLog(module: ModuleSummary, call: CallSite): boolean {
  return (
    LOGGERS.test(rootName(module, call.callee)) || LOGGERS.test(lastName(call.callee).replace(/^.*\./, ''))
  );
}

/** True for a statement that ends the request by a call that never comes back (`redirect("/login")`, `abort(401)`). */
export function endsRequest(module: ModuleSummary): (statement: Statement) => boolean {
  return (statement) => {
    const value =
      statement.kind === 'expression' || statement.kind === 'assign' ? statement.value : undefined;
    const call = value?.kind === 'call' ? module.calls[value.call] : undefined;
    return (
      call !== undefined &&
      call.callee.kind !== 'call' &&
      (ENDINGS.has(lastName(call.callee)) || lastName(call.callee) === 'throw')
    );
  };
}

/** True if the statements answer with a refusal of this kind. `follow` gives the bodies of workspace functions they call. */
export function refuses(
  module: ModuleSummary,
  body: readonly Statement[],
  kind: Handwritten,
  follow: (call: CallSite) => boolean,
): boolean {
  for (const statement of allStatements(body)) {
    // A condition only asks.
    if (statement.kind === 'if' || statement.kind === 'loop' || statement.kind === 'switch') continue;
    if (refusesIn(module, statement, kind, follow)) return true;
  }
  return false;
}

function refusesIn(
  module: ModuleSummary,
  statement: Statement,
  kind: Handwritten,
  follow: (call: CallSite) => boolean,
): boolean {
  const signs = SIGNS[kind];
  const skipped: { start: number; end: number }[] = [];
  for (const value of valuesOfStatement(module, statement)) {
    if (skipped.some((span) => span.start <= value.start && value.end <= span.end)) continue;
    const call = value.kind === 'call' ? module.calls[value.call] : undefined;
    if (call && isLog(module, call)) {
      skipped.push(call);
      continue;
    }
    if (call && (isNamed(call.callee, signs) || redirects(call, signs) || follow(call))) return true;
    if (value.kind === 'member' && signs.names.test(value.property)) return true;
    if (value.kind === 'constant' && isSign(value.value, signs)) return true;
    if (
      value.kind === 'template' &&
      value.parts.some((part) => typeof part === 'string' && signs.texts.test(part))
    )
      return true;
  }
  return false;
}

function isNamed(callee: Value, signs: Signs): boolean {
  return signs.names.test(lastName(callee));
}

function redirects(call: CallSite, signs: Signs): boolean {
  if (!signs.targets || !/redirect|rewrite/i.test(lastName(call.callee))) return false;
  return call.arguments.some(({ value }) => mentions(value, signs.targets!));
}

/** A text anywhere in a value; a URL made by a call of the platform is looked into by the caller. */
function mentions(value: Value, text: RegExp): boolean {
  if (value.kind === 'constant') return typeof value.value === 'string' && text.test(value.value);
  return value.kind === 'template' && value.parts.some((part) => typeof part === 'string' && text.test(part));
}

function isSign(value: string | number | boolean | null, signs: Signs): boolean {
  if (typeof value === 'number') return signs.statuses.includes(value);
  return (
    typeof value === 'string' &&
    (signs.texts.test(value) ||
      signs.names.test(value) ||
      signs.statuses.some((status) => value === String(status)) ||
      (signs.targets?.test(value) ?? false))
  );
}
