// Chat interfaces: components that drive a chat by a hook a pack knows, whether they read its error, and what of it they show.

import type { CallSite, Statement } from '../../../languages/summary/module';
import type { Value } from '../../../languages/summary/value';
import { walkStatements } from '../../../languages/summary/walk';
import { comparePlaces, type Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { FactDraft } from '../moduleFacts';
import { namesIn, valuesOfStatement } from '../paths/control';
import type { Taint } from '../paths/rawText';
import { RawWalk } from '../paths/rawWalk';
import { isLog, lastName, rootName } from '../paths/refusal';
import { textAt } from './slotReads';

type ChatMeaning = NonNullable<Match['known']['meaning']['chatUi']>;

const NOTICES =
  /^(toast|alert|notify|notification|notifications|message|snackbar|enqueueSnackbar|showToast|showError|addToast)$/i;

export function collectChatUis(context: LinkContext): FactDraft[] {
  return context.matches.flatMap((match) => {
    const { chatUi } = match.known.meaning;
    // A transport only names the address.
    return chatUi && chatUi.messages.length > 0 && match.form !== 'subclass'
      ? [toChatUi(context, match, chatUi)]
      : [];
  });
}

function toChatUi(context: LinkContext, match: Match, chatUi: ChatMeaning): FactDraft {
  const { call } = match.site;
  const owner = context.module.functions[call.function]!;
  const named = call.function > 0 && owner.name !== '';
  const errors = errorReads(context, match, chatUi);
  const route =
    textAt(context, match, chatUi.route) ??
    transportRoute(context) ??
    (call.arguments.length === 0 ? chatUi.defaultRoute : undefined);
  return {
    kind: 'chat-ui',
    name: named ? owner.name : lastName(call.callee),
    place: context.place(named && owner.nameSpan ? owner.nameSpan : call.calleeSpan),
    sdk: match.known.pack,
    key: siteKey(match.site),
    within: context.functionKey(call.function),
    attributes: {
      form: { value: 'web' },
      ...(route === undefined ? {} : { calls: { value: route } }),
      errorRead: errors.attribute,
      rawErrors: rawErrorsOf(context, match, errors.names),
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
    const { chatUi } = match.known.meaning;
    return chatUi && chatUi.messages.length === 0
      ? [textAt(context, match, chatUi.route) ?? chatUi.defaultRoute]
      : [];
  });
  return routes.length === 1 ? routes[0] : undefined;
}

interface ErrorReads {
  readonly attribute: Attribute;
  /** Names in the component that hold the hook's error. */
  readonly names: readonly string[];
}

/** How the component gets at the hook's error: taken out by name, as a member of the whole, by `onError`, or handed on unseen. */
function errorReads(context: LinkContext, match: Match, chatUi: ChatMeaning): ErrorReads {
  const place = context.place(match.site.call.calleeSpan);
  if (hasOnError(match.site.call))
    return { attribute: { value: true, place }, names: namesOfError(context, match, chatUi).names };
  const { names, whole, rest } = namesOfError(context, match, chatUi);
  const used = names.find((name) => isUsed(context, match.site.call.function, name));
  if (used !== undefined) return { attribute: { value: true, place }, names };
  if (whole !== undefined || rest || !isBound(context, match))
    return { attribute: wholeRead(context, match, chatUi, whole), names };
  return { attribute: { value: false, place }, names };
}

function wholeRead(
  context: LinkContext,
  match: Match,
  chatUi: ChatMeaning,
  whole: string | undefined,
): Attribute {
  const place = context.place(match.site.call.calleeSpan);
  let read = false;
  walkStatements(context.module.functions[match.site.call.function]!.body, (statement) => {
    for (const value of valuesOfStatement(context.module, statement)) {
      if (
        value.kind === 'member' &&
        value.object.kind === 'reference' &&
        value.object.name === whole &&
        chatUi.error.includes(value.property)
      )
        read = true;
    }
  });
  if (read) return { value: true, place };
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

function namesOfError(
  context: LinkContext,
  match: Match,
  chatUi: ChatMeaning,
): { names: string[]; whole?: string; rest: boolean } {
  const names: string[] = [];
  let whole: string | undefined;
  let rest = false;
  eachBinding(context, match, (target) => {
    if (target.kind === 'name') whole = target.name;
    if (target.kind !== 'pattern') return;
    for (const element of target.elements) {
      if (element.rest) rest = true;
      if (chatUi.error.includes(String(element.key)) && element.target.kind === 'name')
        names.push(element.target.name);
    }
  });
  return { names, rest, ...(whole === undefined ? {} : { whole }) };
}

function isBound(context: LinkContext, match: Match): boolean {
  let bound = false;
  eachBinding(context, match, () => {
    bound = true;
  });
  return bound;
}

function eachBinding(
  context: LinkContext,
  match: Match,
  visit: (target: Extract<Statement, { kind: 'assign' }>['target']) => void,
): void {
  const { call } = match.site;
  walkStatements(context.module.functions[call.function]!.body, (statement) => {
    if (statement.kind === 'assign' && statement.value?.kind === 'call' && statement.value.call === call.id)
      visit(statement.target);
  });
}

/** True if a name is used anywhere in the component or in a function inside it. */
function isUsed(context: LinkContext, fn: number, name: string): boolean {
  let used = false;
  for (const one of functionsInside(context, fn)) {
    walkStatements(one.body, (statement) => {
      for (const value of valuesOfStatement(context.module, statement))
        if (value.kind === 'reference' && value.name === name) used = true;
    });
  }
  return used;
}

function functionsInside(context: LinkContext, fn: number): LinkContext['module']['functions'] {
  const outer = context.module.functions[fn]!;
  return context.module.functions.filter(
    (one) => one.id === fn || (outer.start <= one.start && one.end <= outer.end && one.id !== 0),
  );
}

function rawErrorsOf(context: LinkContext, match: Match, errorNames: readonly string[]): Attribute {
  const { module, evaluator } = context;
  const shown = stateNames(context, match.site.call.function);
  const places: Place[] = [];
  const names = new Map<string, Taint>(errorNames.map((name) => [name, 'whole']));
  for (const fn of functionsInside(context, match.site.call.function)) {
    const own = new Map(names);
    if (isErrorCallback(context, fn.id))
      for (const parameter of fn.parameters.slice(0, 1)) if (parameter.name) own.set(parameter.name, 'whole');
    const report = (raw: Value): void => void places.push(context.place(raw));
    new RawWalk(evaluator, { module, fn, names: own, handling: false }, () => undefined, {
      call: (call, { raw }) => {
        if (isLog(module, call)) return;
        if (call.form === 'jsx' ? isRendered(call, raw) : isShown(context, call, shown)) report(raw);
      },
    }).run();
  }
  places.sort(comparePlaces);
  const distinct = places.filter(
    (place, index) => index === 0 || comparePlaces(place, places[index - 1]!) !== 0,
  );
  if (distinct.length === 0) return { value: false, because: 'it shows no text of an exception' };
  return { value: true, because: 'the text of an exception is shown', place: distinct[0], places: distinct };
}

function isErrorCallback(context: LinkContext, fn: number): boolean {
  return context.module.calls.some((call) =>
    call.arguments.some(({ value }) => {
      if (value.kind === 'function') return value.function === fn && lastName(call.callee) === 'catch';
      return (
        value.kind === 'object' &&
        value.entries.some(
          (entry) =>
            entry.kind === 'property' &&
            entry.key === 'onError' &&
            entry.value.kind === 'function' &&
            entry.value.function === fn,
        )
      );
    }),
  );
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

/** A notice, or a state that is rendered. */
function isShown(context: LinkContext, call: CallSite, shown: ReadonlySet<string>): boolean {
  if (call.callee.kind === 'reference' && shown.has(call.callee.name)) return true;
  return NOTICES.test(rootName(context.module, call.callee)) || NOTICES.test(lastName(call.callee));
}

/** Setters of states whose value stands in what is rendered: `const [error, setError] = useState()` and `{error}`. */
function stateNames(context: LinkContext, fn: number): Set<string> {
  const { module } = context;
  const setters = new Map<string, string>();
  walkStatements(module.functions[fn]!.body, (statement) => {
    if (
      statement.kind !== 'assign' ||
      statement.target.kind !== 'pattern' ||
      statement.value?.kind !== 'call'
    )
      return;
    if (!/^useState$/.test(lastName(module.calls[statement.value.call]!.callee))) return;
    const [state, setter] = statement.target.elements;
    if (state?.target.kind === 'name' && setter?.target.kind === 'name')
      setters.set(setter.target.name, state.target.name);
  });
  const rendered = new Set<string>();
  for (const call of module.calls) {
    if (call.form !== 'jsx') continue;
    for (const argument of call.arguments) {
      for (const entry of argument.value.kind === 'object' ? argument.value.entries : []) {
        if (entry.kind === 'property' && entry.key === 'children' && entry.value.kind === 'list') {
          for (const { value } of entry.value.items)
            for (const name of shownNames(context, value)) rendered.add(name);
        }
      }
    }
  }
  return new Set([...setters].flatMap(([setter, state]) => (rendered.has(state) ? [setter] : [])));
}

/** Names whose value itself is rendered: `{error}`, `{error ?? ""}`; not those only asked (`{error && <p>…</p>}`). */
function shownNames(context: LinkContext, value: Value): Set<string> {
  if (value.kind === 'operation' && value.operator === '&&')
    return value.operands[1] ? shownNames(context, value.operands[1]) : new Set();
  if (value.kind === 'call') return new Set();
  if (value.kind === 'oneOf')
    return new Set(value.options.flatMap((option) => [...shownNames(context, option)]));
  return namesIn(context.module, value);
}
