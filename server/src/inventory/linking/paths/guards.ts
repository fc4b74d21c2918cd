// Which guards stand on the ways to an endpoint: what runs before its handler, middleware, wrappers, and branches in front of its model calls.

import type { Place } from '../../../text/span';
import type { Attribute, Definition, GuardMark } from '../../facts/fact';
import type { FunctionKey, GuardSite, GuardUse, OpenCall, RouteFact } from '../moduleFacts';
import type { Program } from '../resolve/program';
import type { CallbackGuards } from './callbackGuards';
import type { CallsOnPath } from './callsOnPath';
import { matcherCovers } from './fileMatch';
import type { GuardReader } from './guardReader';
import { passesOf } from './passes';
import { parseFunctionKey } from './reach';
import { lastName } from './refusal';
import type { SurfaceIndex, UseOnWay, Way } from './surfaceIndex';
import { NONE, onlyIf, strongest, type Verdict, weakest } from './verdict';

/** Names under which guards go that cannot be followed. */
const SMELLS: Readonly<Record<string, RegExp>> = {
  'rate-limit': /limit|throttl|quota|usage|credit|arcjet/i,
  authentication: /auth|session|user|token|login|sign.?in|permission|access|protect|verify|clerk|credential/i,
};

export interface GuardInput {
  readonly program: Program;
  readonly index: SurfaceIndex;
  readonly reader: GuardReader;
  readonly callbacks: CallbackGuards;
  readonly calls: CallsOnPath;
  /** Calls that cannot be followed, by the function they stand in. */
  readonly open: ReadonlyMap<FunctionKey, readonly OpenCall[]>;
  /** Guards that are at work once they are executed, with what each module imports. */
  readonly globals: readonly {
    readonly site: GuardSite;
    readonly imports: ReadonlyMap<string, readonly string[]>;
  }[];
}

/** How a capability stands on the ways to an endpoint. */
export function guardedBy(input: GuardInput, route: RouteFact, capability: string): Verdict {
  const own = [
    ...route.before.map((use) => ofUse(input, { use }, capability)),
    ...fromFiles(input, route, capability),
    ...fromStart(input, route, capability),
  ];
  const inside = inHandler(input, route, capability);
  const ways = input.index
    .ways(route)
    .map((way) => strongest([...onWay(input, route, way, capability), ...own, inside]));
  return weakest(ways, 'another way leads to it without');
}

function onWay(input: GuardInput, route: RouteFact, way: Way, capability: string): Verdict[] {
  const uses = input.index.usesOn(way);
  const told: UseOnWay[] = [
    ...route.before.map((use) => ({ use })),
    ...input.index.usesOnHandler(route),
    ...uses,
  ];
  const exempt = told.filter(({ use }) => use.exempt && use.capability === capability);
  return uses.flatMap((one) => {
    const out = exempt.filter(({ use }) => use.product === one.use.product);
    const [first] = out;
    if (!first) return [ofUse(input, one, capability)];
    // What may be left out is as unsure as that.
    return out.every(({ unsure }) => unsure)
      ? [ofUse(input, { ...one, unsure: first.unsure }, capability)]
      : [];
  });
}

/** What one middleware, dependency or wrapper contributes. */
function ofUse(input: GuardInput, { use, unsure }: UseOnWay, capability: string): Verdict {
  const plain = ofPlainUse(input, use, capability);
  const verdict = use.sometimes ? onlyIf(plain, 'it stands there', use.place) : plain;
  if (!unsure || verdict.state === 'none') return verdict;
  return { ...verdict, state: 'unknown', because: unsure, blockers: [{ why: unsure, place: use.place }] };
}

function ofPlainUse(input: GuardInput, use: GuardUse, capability: string): Verdict {
  if (use.exempt || (use.capability !== undefined && use.capability !== capability)) return NONE;
  if (use.unknown)
    return { state: 'unknown', because: use.because, blockers: [{ why: use.because, place: use.place }] };
  if (use.capability !== undefined)
    return { state: 'every', because: use.because, place: use.place, product: use.product, blockers: [] };
  if (use.function === undefined) return NONE;
  const { path, fn } = parseFunctionKey(use.function);
  const module = input.program.module(path);
  if (!module)
    return {
      state: 'unknown',
      because: `${path} is not parsed`,
      blockers: [{ why: `${path} is not parsed`, place: use.place }],
    };
  const verdict = input.reader.lets(
    use.function,
    passesOf(input.program, module, fn, use.wraps ?? false),
    capability,
  );
  // Where it is put on the way shows it, not the branch inside it, which others may use for less.
  if (verdict.state === 'every') return { ...verdict, because: use.because, place: use.place };
  return strongest([verdict, ...unseenGuards(input, use.function, capability)]);
}

function fromFiles(input: GuardInput, route: RouteFact, capability: string): Verdict[] {
  if (route.app !== undefined || route.path === '') return [];
  const path = route.draft.place.path;
  return input.index.fileMiddleware.flatMap((file) => {
    if (file.framework !== route.draft.sdk) return [];
    const { directory } = file;
    if (directory !== '' && !path.startsWith(`${directory}/`)) return [];
    const covers =
      file.matchers === 'unknown'
        ? ['unknown' as const]
        : file.matchers.map((one) => matcherCovers(one, route.path));
    const verdict = strongest(file.uses.map((use) => ofPlainUse(input, use, capability)));
    if (covers.length === 0 || covers.includes(true)) return [verdict];
    if (!covers.includes('unknown') || verdict.state === 'none') return [];
    const why = 'which paths this middleware is for cannot be told';
    return [{ ...verdict, state: 'unknown' as const, because: why, blockers: [{ why, place: file.place }] }];
  });
}

/** Guards of a product that cover the process they are executed in: the one that registers the route, or is imported by it. */
function fromStart(input: GuardInput, route: RouteFact, capability: string): Verdict[] {
  const files = new Set([
    route.draft.place.path,
    ...input.index.ways(route).flatMap((way) => way.map((link) => link.module)),
  ]);
  return input.globals.flatMap(({ site, imports }) => {
    if (site.capability !== capability) return [];
    const home = site.place.path;
    const together = [...files].some(
      (file) => file === home || imports.get(file)?.includes(home) || imports.get(home)?.includes(file),
    );
    return together
      ? [
          {
            state: 'every' as const,
            because: site.because,
            place: site.place,
            product: site.product,
            blockers: [],
          },
        ]
      : [];
  });
}

/** Guards inside the handler and the functions between it and its model calls. */
function inHandler(input: GuardInput, route: RouteFact, capability: string): Verdict {
  if (route.handler === undefined) return NONE;
  const found: Verdict[] = [];
  const open: Verdict[] = [];
  const judge = (key: string, at: number, ...others: readonly Verdict[]): boolean => {
    const verdict = strongest([input.reader.before(key, at, capability), ...others]);
    (verdict.state === 'every' ? found : open).push(verdict);
    return verdict.state === 'every';
  };
  const unseen: Verdict[] = [];
  const reached = input.calls.walk(
    route.handler,
    (edge) => !judge(edge.from, edge.at, input.callbacks.before(edge, capability)),
  );
  let bare = 0;
  for (const key of reached.keys()) {
    for (const call of input.calls.in(key)) if (!judge(key, call.at)) bare++;
    unseen.push(...unseenGuards(input, key, capability));
  }
  if (found.length > 0 && bare === 0) return found[0]!;
  if (found.length > 0)
    return onlyIf(
      found[0]!,
      'other calls of a model on its path are not meant',
      found[0]!.place ?? route.draft.place,
    );
  return strongest([...open, ...unseen]);
}

/** Calls that cannot be followed and whose name says that they may be the guard. */
function unseenGuards(input: GuardInput, key: string, capability: string): Verdict[] {
  const { path } = parseFunctionKey(key);
  const smell = SMELLS[capability];
  const module = smell && input.program.module(path);
  if (!module) return [];
  return (input.open.get(key) ?? []).flatMap((one) => {
    const call = module.calls.find(
      (each) => each.calleeSpan.start === one.place.start && each.function === parseFunctionKey(key).fn,
    );
    const text = call ? `${lastName(call.callee)} ${one.why}` : one.why;
    return !one.client && smell.test(text)
      ? [{ state: 'unknown' as const, because: one.why, blockers: [{ why: one.why, place: one.place }] }]
      : [];
  });
}

/** The verdict as an attribute of the endpoint: true, false or unknown with what blocked. */
export function toGuardAttribute(
  input: GuardInput,
  route: RouteFact,
  verdict: Verdict,
  absent: string,
): Attribute {
  const definitions = definitionsOf(input.index, route);
  if (verdict.state === 'every')
    return { value: true, because: verdict.because, place: verdict.place, definitions };
  if (verdict.state === 'none' && verdict.blockers.length === 0)
    return { value: false, because: absent, definitions };
  const [first] = verdict.blockers;
  return {
    value: 'unknown',
    because: verdict.because,
    place: verdict.place ?? first?.place,
    definitions,
    blockers: verdict.blockers,
  };
}

/** Where a guard could be added: the route, its router, its app. */
export function definitionsOf(index: SurfaceIndex, route: RouteFact): Definition[] {
  const places = index.ways(route).flatMap((way) => index.placesOn(way));
  const seen = new Set<string>();
  const definitions: Definition[] = [{ ...route.draft.place, role: 'definition' }];
  for (const place of places) {
    const key = `${place.path}:${place.start}`;
    if (!seen.has(key)) definitions.push({ ...place, role: 'app' });
    seen.add(key);
  }
  return definitions;
}

/** Marks for the guards that stand on the ways, for conditions of rules. */
export function toMark(capability: string, verdict: Verdict, fallback: Place): GuardMark[] {
  if (verdict.state === 'none') return [];
  return [
    {
      guard: capability,
      paths: verdict.state,
      place: verdict.place ?? verdict.blockers[0]?.place ?? fallback,
      because: verdict.because,
      product: verdict.product,
    },
  ];
}

/** Capabilities of products that stand before the handler, other than those asked for by name. */
export function otherCapabilities(index: SurfaceIndex, route: RouteFact, known: readonly string[]): string[] {
  const uses = [
    ...route.before,
    ...index.ways(route).flatMap((way) => index.usesOn(way).map(({ use }) => use)),
  ];
  return [
    ...new Set(
      uses.flatMap((use) =>
        use.capability === undefined || known.includes(use.capability) ? [] : [use.capability],
      ),
    ),
  ];
}
