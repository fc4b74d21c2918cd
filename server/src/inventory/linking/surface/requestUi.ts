// Components that request a route of the own server themselves. Whether that route answers with model text is known once all is connected.
import type { FunctionSummary } from '../../../languages/summary/module';
import { requestRoute } from '../collect/requestRoute';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import type { FactDraft } from '../moduleFacts';
import { allAt } from './slotReads';

/** Ends the key of an interface that is one only if the route it requests reaches a model. */
const BY_REQUEST = '*request';

export function isRequestUi(draft: FactDraft): boolean {
  return draft.key.endsWith(BY_REQUEST);
}

/** One draft for each component and route; components in `known` drive a chat by a hook already. */
export function collectRequestUis(context: LinkContext, known: ReadonlySet<number>): FactDraft[] {
  const found = new Map<string, FactDraft>();
  for (const match of context.matches) {
    const route = requested(context, match);
    const component = route === undefined ? undefined : componentAround(context, match.site.call.function);
    if (route === undefined || !component || known.has(component.id)) continue;
    const draft = toDraft(context, component, route);
    if (!found.has(draft.key)) found.set(draft.key, draft);
  }
  return [...found.values()];
}

function requested(context: LinkContext, match: Match): string | undefined {
  const { effect } = match.known.meaning;
  if (effect?.name !== 'network' || !effect.host) return undefined;
  const [target, ...others] = allAt(context, match, effect.host.slice(0, 1));
  return target && others.length === 0 ? requestRoute(target) : undefined;
}

/** The outermost named function around a call that renders something. */
function componentAround({ module }: LinkContext, fn: number): FunctionSummary | undefined {
  let component: FunctionSummary | undefined;
  for (let id = fn; id > 0; id = module.functions[id]?.parent ?? 0) {
    const one = module.functions[id]!;
    if (/^[A-Z]/.test(one.name)) component = one;
  }
  const renders = module.calls.some(
    (call) => call.form === 'jsx' && component && component.start <= call.start && call.end <= component.end,
  );
  return renders ? component : undefined;
}

function toDraft(context: LinkContext, component: FunctionSummary, route: string): FactDraft {
  const place = context.place(component.nameSpan ?? component);
  const why = 'what it does with a failed request is not followed';
  return {
    kind: 'chat-ui',
    name: component.name,
    place,
    key: `${place.path}@${component.start}${BY_REQUEST}`,
    within: context.functionKey(component.id),
    attributes: {
      form: { value: 'web' },
      calls: { value: route },
      errorRead: { value: 'unknown', because: why, blockers: [{ why, place }] },
    },
    argumentPlaces: {},
    runs: [],
    refers: {},
    guards: [],
  };
}
