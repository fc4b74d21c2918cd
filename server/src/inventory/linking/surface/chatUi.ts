// Chat interfaces: components that drive a chat by a hook, of a pack or of a kind everyone knows, and whether they read its error.
// What they show of exceptions is followed in `paths/`, where all modules are known.

import type { CallSite, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkStatements } from '../../../languages/summary/walk';
import type { Attribute } from '../../facts/fact';
import { type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { FactDraft } from '../moduleFacts';
import { valuesOfStatement } from '../paths/control';
import { lastName } from '../paths/refusal';
import { alternatives } from '../resolve/abstract';
import { presenceOf } from '../resolve/presence';
import { collectRequestUis } from './requestUi';
import { textAt } from './slotReads';

type ChatMeaning = NonNullable<Match['known']['meaning']['chatUi']>;

/** A call that drives a chat: the hook, the names of its members, and the address it calls where that is written down. */
interface Hook {
  readonly call: CallSite;
  readonly error: readonly string[];
  readonly route?: string;
  readonly pack?: string;
}

/** Hooks of packages no pack describes: a chat by its name and by what is read of it. */
const HOOK = /^(experimental_)?use\w*(Chat|Stream|Object|Completion|Assistant)$/;
const MESSAGES = /^(messages|object|completion)$/;

export function collectChatUis(context: LinkContext): FactDraft[] {
  const hooks = [...knownHooks(context), ...otherHooks(context)];
  const drafts = hooks.map((hook) => toChatUi(context, hook));
  return [...drafts, ...collectRequestUis(context, new Set(hooks.map(({ call }) => call.function)))];
}

function knownHooks(context: LinkContext): Hook[] {
  return context.matches.flatMap((match) => {
    const { chatUi } = match.known.meaning;
    // A transport only names the address.
    if (!chatUi || chatUi.messages.length === 0 || match.form === 'subclass') return [];
    const { call } = match.site;
    const route =
      textAt(context, match, chatUi.route) ??
      transportRoute(context) ??
      (call.arguments.length === 0 ? chatUi.defaultRoute : undefined);
    return [{ call, error: chatUi.error, pack: match.known.pack, ...(route === undefined ? {} : { route }) }];
  });
}

function otherHooks(context: LinkContext): Hook[] {
  const { module, evaluator } = context;
  const rendering = new Set(module.calls.flatMap((call) => (call.form === 'jsx' ? [call.function] : [])));
  return module.calls.flatMap((call) => {
    if (call.form !== 'call' || call.callee.kind !== 'reference' || !rendering.has(call.function)) return [];
    const callee = evaluator.callee(evaluator.site(module, call));
    if (callee.kind !== 'symbol' || !HOOK.test(callee.path.at(-1) ?? '')) return [];
    if (context.matches.some((match) => match.site.call === call && match.known.meaning.chatUi)) return [];
    if (!readsMessages(context, call)) return [];
    const route = ownRoute(context, call);
    return [{ call, error: ['error'], ...(route === undefined ? {} : { route }) }];
  });
}

function readsMessages(context: LinkContext, call: CallSite): boolean {
  const { names, whole } = boundTo(context, call, (key) => MESSAGES.test(key));
  return (
    names.length > 0 || (whole !== undefined && isRead(context, call, whole, (key) => MESSAGES.test(key)))
  );
}

function ownRoute(context: LinkContext, call: CallSite): string | undefined {
  const { evaluator, module } = context;
  const options = call.arguments[0]?.value;
  if (!options) return undefined;
  const given = evaluator.evaluate(options, evaluator.frame(module, call.function));
  const found = presenceOf(evaluator, given, 'api').values.flatMap(alternatives);
  const [first] = found;
  return found.length === 1 && first?.kind === 'constant' && typeof first.value === 'string'
    ? first.value
    : undefined;
}

function toChatUi(context: LinkContext, hook: Hook): FactDraft {
  const { call, route, pack } = hook;
  const owner = context.module.functions[call.function]!;
  const named = call.function > 0 && owner.name !== '';
  return {
    kind: 'chat-ui',
    name: named ? owner.name : lastName(call.callee),
    place: context.place(named && owner.nameSpan ? owner.nameSpan : call.calleeSpan),
    ...(pack === undefined ? {} : { sdk: pack }),
    key: siteKey({ module: context.module, call, frame: context.evaluator.frame(context.module, 0) }),
    within: context.functionKey(call.function),
    attributes: {
      form: { value: 'web' },
      ...(route === undefined ? {} : { calls: { value: route } }),
      errorRead: errorReads(context, hook),
    },
    argumentPlaces: {},
    runs: [],
    refers: {},
    guards: [],
  };
}

/** The address of the one transport that the module makes. */
function transportRoute(context: LinkContext): string | undefined {
  const routes = context.matches.flatMap((match) => {
    const chatUi: ChatMeaning | undefined = match.known.meaning.chatUi;
    return chatUi && chatUi.messages.length === 0
      ? [textAt(context, match, chatUi.route) ?? chatUi.defaultRoute]
      : [];
  });
  return routes.length === 1 ? routes[0] : undefined;
}

/** How the component gets at the hook's error: taken out by name, as a member of the whole, by `onError`, or handed on unseen. */
function errorReads(context: LinkContext, { call, error }: Hook): Attribute {
  const place = context.place(call.calleeSpan);
  const isError = (key: string): boolean => error.includes(key);
  if (hasOnError(call)) return { value: true, place };
  const { names, whole, rest, bound } = boundTo(context, call, isError);
  if (names.some((name) => isUsed(context, call.function, name))) return { value: true, place };
  if (whole === undefined && !rest && bound) return { value: false, place };
  if (whole !== undefined && isRead(context, call, whole, isError)) return { value: true, place };
  const why = 'what the hook gives is handed on';
  return { value: 'unknown', because: why, blockers: [{ why, place }] };
}

function hasOnError(call: CallSite): boolean {
  return call.arguments.some(
    ({ value }) =>
      value.kind === 'object' &&
      value.entries.some((entry) => entry.kind === 'property' && entry.key === 'onError'),
  );
}

interface Bound {
  /** Names given to the wanted members. */
  readonly names: readonly string[];
  /** The name given to the whole. */
  readonly whole?: string;
  readonly rest: boolean;
  readonly bound: boolean;
}

/** What the result of a call is bound to in its function. */
function boundTo(context: LinkContext, call: CallSite, wanted: (key: string) => boolean): Bound {
  const names: string[] = [];
  let whole: string | undefined;
  let rest = false;
  let bound = false;
  const visit = ({ target }: Extract<Statement, { kind: 'assign' }>): void => {
    bound = true;
    if (target.kind === 'name') whole = target.name;
    if (target.kind !== 'pattern') return;
    for (const element of target.elements) {
      if (element.rest) rest = true;
      if (wanted(String(element.key)) && element.target.kind === 'name') names.push(element.target.name);
    }
  };
  walkStatements(context.module.functions[call.function]!.body, (statement) => {
    if (statement.kind === 'assign' && statement.value?.kind === 'call' && statement.value.call === call.id)
      visit(statement);
  });
  return { names, rest, bound, ...(whole === undefined ? {} : { whole }) };
}

/** True if a wanted member of a name is read in the component. */
function isRead(
  context: LinkContext,
  call: CallSite,
  whole: string,
  wanted: (key: string) => boolean,
): boolean {
  return mentions(
    context,
    call.function,
    (value) =>
      value.kind === 'member' &&
      value.object.kind === 'reference' &&
      value.object.name === whole &&
      wanted(value.property),
  );
}

/** True if a name is used anywhere in the component or in a function inside it. */
function isUsed(context: LinkContext, fn: number, name: string): boolean {
  return mentions(context, fn, (value) => value.kind === 'reference' && value.name === name);
}

function mentions({ module }: LinkContext, fn: number, test: (value: Value) => boolean): boolean {
  const outer = module.functions[fn]!;
  return module.functions.some((one) => {
    if (one.id !== fn && (one.id === 0 || one.start < outer.start || outer.end < one.end)) return false;
    let found = false;
    walkStatements(one.body, (statement) => {
      for (const value of valuesOfStatement(module, statement)) found ||= test(value);
    });
    return found;
  });
}
