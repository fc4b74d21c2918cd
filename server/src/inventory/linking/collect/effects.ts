// Effects: calls that packs say reach the network, a database, files, a shell, people or money, with grade, time limit and target.
import type { Meaning } from '../../../catalog/meaning';
import type { Slot } from '../../../catalog/slots';
import { walkValue } from '../../../languages/summary/walk';
import type { Definition } from '../../facts/fact';
import { toDefinitions } from '../attributes/toAttribute';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type SettingResult, settingOf } from '../match/settings';
import type { CallerTimeout, EffectSite } from '../moduleFacts';
import { type Abstract, alternatives, placeOf } from '../resolve/abstract';
import { callSitesOf } from '../resolve/callers';
import { valuesAt } from '../resolve/slotValues';
import { requestRoute } from './requestRoute';
import { gradeSql } from './sql';

type Effect = NonNullable<Meaning['effect']>;

const TIMED = new Set([
  'network',
  'shell',
  'code-exec',
  'db-read',
  'db-write',
  'message-send',
  'payment',
  'cloud-mutate',
]);

export function collectEffects(context: LinkContext): EffectSite[] {
  return context.matches.flatMap((match) =>
    match.known.meaning.effect ? [toEffect(context, match, match.known.meaning.effect)] : [],
  );
}

function toEffect(context: LinkContext, match: Match, effect: Effect): EffectSite {
  const { call } = match.site;
  const grade = gradeOf(context, match, effect);
  const host = hostOf(context, match, effect);
  return {
    within: context.functionKey(call.function),
    place: context.place(call.calleeSpan),
    name: grade === 'read' ? effect.name.replace(/-write$/, '-read') : effect.name,
    grade,
    sandboxed: effect.sandboxed ?? false,
    timeout: TIMED.has(effect.name) ? timeoutOf(context, match) : undefined,
    hosts: host.kind,
    host: host.text,
    hostParameter: host.parameter,
    ...routeOf(context, match, effect),
    product: match.known.pack,
  };
}

function timeoutOf(context: LinkContext, match: Match): EffectSite['timeout'] {
  const result = settingOf(context.evaluator, match, 'timeout');
  const byCaller = timeoutsByCaller(context, match);
  return {
    ...limitOf(result),
    definitions: definitionsOf(result),
    ...(byCaller.length > 0 ? { byCaller } : {}),
  };
}

function limitOf(result: SettingResult): Pick<CallerTimeout, 'ms' | 'origin' | 'because' | 'setAt'> {
  if (result.origin === 'unknown') return { ms: 'unknown', origin: 'unknown', because: result.because };
  if (result.origin === 'absent')
    return { ms: 'unknown', origin: 'unknown', because: 'no time limit is recorded for this call' };
  const ms = (result.effective as { ms?: number | 'none' | 'configured' } | undefined)?.ms ?? 'configured';
  const setAt = result.origin === 'default' ? undefined : result.place;
  return { ms, origin: result.origin, because: result.because, setAt };
}

/** What each call of the function around says, where that hands on a parameter of its own. */
function timeoutsByCaller({ evaluator, module }: LinkContext, match: Match): CallerTimeout[] {
  const { site } = match;
  const fn = module.functions[site.call.function]!;
  const parameters = new Set(fn.parameters.map(({ name }) => name));
  const handsOn = site.call.arguments.some(({ value }) => {
    let found = false;
    walkValue(value, (inner) => {
      found ||= inner.kind === 'reference' && parameters.has(inner.name);
    });
    return found;
  });
  if (fn.id === 0 || !handsOn || site.frame.args) return [];
  const callers = callSitesOf(evaluator, module, fn.id);
  if (callers.length < 2) return [];
  return callers.map(({ site: caller, self }) => {
    const target = { kind: 'function', module, function: fn.id, self, at: placeOf(module, fn) } as const;
    const frame = evaluator.boundFrame(target, caller);
    const result = settingOf(evaluator, { ...match, site: { ...site, frame } }, 'timeout');
    return {
      from: `${caller.module.path}#${caller.call.function}`,
      at: caller.call.start,
      place: placeOf(caller.module, caller.call.calleeSpan),
      ...limitOf(result),
    };
  });
}

/** Where one edit could set it; where nothing has a place for it, the client that lets it wait. */
function definitionsOf(result: SettingResult): Definition[] {
  if (result.settable.length > 0 || result.origin !== 'default' || !result.place)
    return toDefinitions(result.settable);
  return [{ ...result.place, role: 'client' }];
}

function gradeOf(context: LinkContext, match: Match, effect: Effect): EffectSite['grade'] {
  if (effect.sandboxed) return effect.grade === 'write-external' ? 'write-own' : effect.grade;
  if (effect.gradeBy) {
    const found = valuesOf(context, match, effect.gradeBy.slots);
    if (found.values.length === 0) return found.blocked ? effect.gradeBy.otherwise : effect.gradeBy.absent;
    const { values: table, otherwise } = effect.gradeBy;
    const grades = found.values.map((value) =>
      value.kind === 'constant'
        ? (table[String(value.value).toUpperCase()] ?? table[String(value.value)] ?? otherwise)
        : otherwise,
    );
    return widest(grades);
  }
  if (effect.keyed && isKeyed(context, match, effect.keyed)) return effect.keyed.grade;
  if (effect.sql) {
    const found = valuesOf(context, match, effect.sql);
    if (found.values.length > 0) return widest(found.values.map((value) => gradeSql(value) ?? effect.grade));
  }
  if (effect.command && isFixedProgram(context, match, effect.command)) return 'unknown';
  if (effect.path) {
    const found = valuesOf(context, match, effect.path);
    if (found.values.length > 0 && effect.grade !== 'read') return widest(found.values.map(pathGrade));
  }
  return effect.grade;
}

/** Programs that run whatever text they are handed. */
const INTERPRETER =
  /^(?:.*\/)?(?:sh|bash|zsh|dash|ksh|fish|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|python[\d.]*|node|deno|bun|ruby|perl|php|env|sudo|xargs|ssh|eval)$/;

/** A constant program is no shell: what the model can vary are its arguments. What the program does is not known. */
function isFixedProgram(context: LinkContext, match: Match, slots: readonly Slot[]): boolean {
  const programs = slots.flatMap((slot) =>
    valuesAt(context.evaluator, slot, match)
      .values.flatMap(alternatives)
      .map((value) => {
        if (value.kind !== 'list') return value;
        const [first] = value.value.items;
        return first && !first.spread ? context.evaluator.evaluate(first.value, value.frame) : undefined;
      }),
  );
  const [program] = programs;
  if (program?.kind !== 'constant' || typeof program.value !== 'string') return false;
  const [word = ''] = program.value.trim().split(/\s+/);
  return word !== '' && !INTERPRETER.test(word);
}

const ORDER = ['read', 'write-own', 'unknown', 'write-external'] as const;

function widest(grades: readonly EffectSite['grade'][]): EffectSite['grade'] {
  return grades.reduce((wide, grade) => (ORDER.indexOf(grade) > ORDER.indexOf(wide) ? grade : wide), 'read');
}

/** A constant or computed path is the app's own file; a path handed over may be anything. */
function pathGrade(value: Abstract): EffectSite['grade'] {
  if (value.kind === 'constant' || value.kind === 'env') return 'write-own';
  if (value.kind === 'parameter') return 'write-external';
  return 'unknown';
}

/** `db.delete(table).where(…)`: a later link of the chain narrows it. */
function isKeyed(context: LinkContext, match: Match, keyed: NonNullable<Effect['keyed']>): boolean {
  if (keyed.slots && valuesOf(context, match, keyed.slots).values.length > 0) return true;
  if (!keyed.chain) return false;
  const { calls } = context.module;
  let inner = match.site.call;
  for (let i = 0; i < 8; i++) {
    const next = calls.find(
      (call) =>
        call.callee.kind === 'member' &&
        call.callee.object.kind === 'call' &&
        call.callee.object.call === inner.id,
    );
    if (next?.callee.kind !== 'member') return false;
    if (keyed.chain.includes(next.callee.property)) return true;
    inner = next;
  }
  return false;
}

function valuesOf(
  context: LinkContext,
  match: Match,
  slots: readonly Slot[],
): { values: readonly Abstract[]; blocked: boolean } {
  let blocked = false;
  for (const slot of slots) {
    const found = valuesAt(context.evaluator, slot, match);
    if (found.values.length > 0) return { values: found.values.flatMap(alternatives), blocked: false };
    blocked ||= found.blocked !== undefined;
  }
  return { values: [], blocked };
}

function routeOf(context: LinkContext, match: Match, effect: Effect): Pick<EffectSite, 'route'> {
  if (effect.name !== 'network' || !effect.host) return {};
  const routes = valuesOf(context, match, effect.host).values.map(requestRoute);
  return routes[0] !== undefined && routes.length === 1 ? { route: routes[0] } : {};
}

interface Host {
  readonly kind: EffectSite['hosts'];
  readonly text?: string;
  readonly parameter?: number;
}

function hostOf(context: LinkContext, match: Match, effect: Effect): Host {
  const given = effect.host ? valuesOf(context, match, effect.host).values : [];
  if (given.length > 0) {
    const hosts = given.map(hostKind);
    return (
      hosts.find((host) => host.kind === 'model-given') ??
      hosts.find((host) => host.kind === 'unknown') ??
      hosts[0]!
    );
  }
  if (effect.hosts) return { kind: 'constant', text: effect.hosts[0] };
  return effect.name === 'network' ? { kind: 'unknown' } : { kind: 'none' };
}

/** `model-given` here means: comes from a parameter; whether the model fills it is known where the tool is. */
function hostKind(value: Abstract): Host {
  if (value.kind === 'constant') return constantHost(String(value.value));
  if (value.kind === 'env') return { kind: 'configured', text: value.name };
  if (value.kind === 'parameter') return { kind: 'model-given', parameter: value.index };
  if (value.kind === 'instance' && value.origin) return { kind: 'configured' };
  if (value.kind !== 'text') return { kind: 'unknown' };
  const [head] = value.parts;
  if (typeof head === 'string') return constantHost(head);
  if (head && head.kind !== 'text') {
    const inner = hostKind(head);
    return inner.kind === 'constant' || inner.kind === 'configured' || inner.kind === 'model-given'
      ? inner
      : { kind: 'unknown' };
  }
  return { kind: 'unknown' };
}

function constantHost(text: string): Host {
  const host = /^[a-z][a-z+.-]*:\/\/([^/?#]+)/i.exec(text)?.[1];
  // A path without a host is the app's own route, relative to the page or a base URL.
  return { kind: 'constant', text: host ?? (text.startsWith('/') ? '' : text) };
}
