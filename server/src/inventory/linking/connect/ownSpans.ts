// Spans that an own loop opens around the tools it runs: `tracer.startActiveSpan(name, () => runTool(name, input))`.
import type { Place } from '../../../text/span';
import { pathOfKey } from '../keys';
import type { CallEdge, FactDraft } from '../moduleFacts';
import type { FactGraph } from './factGraph';
import { coversOffset } from './toolEffects';

/** The span around a tool that is only described: around each call of the functions that know it by its name. */
export function spanAround(
  graph: FactGraph,
  tool: FactDraft,
  isProduct: (path: string) => boolean,
): Place | undefined {
  if (tool.attributes.bodyUnknown?.value !== true) return undefined;
  const calls = graph
    .dispatchersOf(tool.name)
    .filter((key) => isProduct(pathOfKey(key)))
    .flatMap((key) => graph.callsOf(key))
    .filter(({ from }) => isProduct(pathOfKey(from)));
  const spans = calls.map((call) => spanOf(graph, call));
  return spans.every(Boolean) ? spans[0] : undefined;
}

function spanOf(graph: FactGraph, { from, at }: CallEdge): Place | undefined {
  const path = pathOfKey(from);
  return graph.modules
    .get(path)
    ?.guards.find(
      ({ capability, covers }) =>
        capability === 'span' && covers.some((cover) => cover === from || coversOffset(cover, path, at)),
    )?.place;
}
