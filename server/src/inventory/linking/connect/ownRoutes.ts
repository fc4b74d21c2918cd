// Requests of this workspace to its own routes: which route a request path means, and which routes tools call. Pure, from data.
import type { Attribute, Fact } from '../../facts/fact';
import type { EffectSite, FactDraft, ModuleFacts } from '../moduleFacts';
import type { FactGraph } from './factGraph';

/** How deep helpers of a tool are followed. */
const MAX_DEPTH = 3;

/** True if a request path (`*` for run-time steps) is one of a route pattern. A step known only at run time fits parameters only. */
export function meansRoute(request: string, route: string): boolean {
  const given = request.split('/').filter(Boolean);
  const wanted = route.split('/').filter(Boolean);
  let literal = false;
  for (const [index, step] of wanted.entries()) {
    if (/^(\*|\[\[?\.\.\.|\{.*(:path|\*)\}|<path:)/.test(step)) return literal;
    const other = given[index];
    if (other === undefined) return false;
    if (isParameter(step)) continue;
    if (step !== other) return false;
    literal = true;
  }
  return literal && wanted.length === given.length;
}

function isParameter(step: string): boolean {
  return /^[:[{<]/.test(step);
}

/** Requests of tools to paths that may be routes of this workspace. */
export function toolRequests(graph: FactGraph, tools: readonly FactDraft[]): EffectSite[] {
  return graph
    .reach(
      tools.flatMap((tool) => tool.runs),
      MAX_DEPTH,
    )
    .flatMap(({ function: fn }) => graph.effectsIn(fn).filter((effect) => effect.route !== undefined));
}

/** endpoint.calledByTool. `route`: the full path of the endpoint. */
export function calledByTool(
  requests: readonly EffectSite[],
  method: string,
  route: string | undefined,
): Attribute {
  const found =
    route === undefined
      ? undefined
      : requests.find((one) => meansRoute(one.route!, route) && fitsMethod(one, method));
  return found
    ? { value: true, because: 'a tool of this workspace calls it', place: found.place }
    : { value: false };
}

function fitsMethod({ grade }: EffectSite, method: string): boolean {
  if (method === '*' || grade === 'unknown') return true;
  const reads = method.split('|').some((one) => one === 'GET' || one === 'HEAD');
  return grade === 'read' ? reads : method !== 'GET' && method !== 'HEAD';
}

/** By project: the other projects with a route (a health check tells nothing) that its code or interface requests. */
export function projectCalls(
  modules: Iterable<ModuleFacts>,
  facts: readonly Fact[],
  projectOf: (path: string) => string,
): Map<string, Set<string>> {
  const served = facts.flatMap(({ kind, attributes, project }) => {
    const route = kind === 'endpoint' && attributes.health?.value !== true && attributes.route?.value;
    return typeof route === 'string' && route !== 'unknown' ? [{ project, route }] : [];
  });
  const ties = new Map<string, Set<string>>();
  for (const { path, effects, drafts } of served.length === 0 ? [] : modules) {
    const from = projectOf(path);
    const interfaces = drafts.flatMap(({ kind, attributes }) =>
      kind === 'chat-ui' && typeof attributes.calls?.value === 'string' ? [attributes.calls.value] : [],
    );
    for (const request of [...effects.flatMap(({ route }) => route ?? []), ...interfaces]) {
      for (const { project, route } of served) {
        if (project === from || !meansRoute(request, route)) continue;
        const known = ties.get(from);
        if (known) known.add(project);
        else ties.set(from, new Set([project]));
      }
    }
  }
  return ties;
}
