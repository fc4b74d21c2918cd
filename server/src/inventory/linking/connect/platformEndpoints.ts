// Endpoints that a platform serves from its own config: graphs named in langgraph.json. What the platform does to requests cannot be seen.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Attribute } from '../../facts/fact';
import { keyOf } from '../context';
import type { DefinitionKey, FactDraft } from '../moduleFacts';
import type { Evaluator } from '../resolve/evaluator';
import { join } from '../resolve/moduleResolver';

const CONFIG = /(^|\/)langgraph\.json$/;
const PLATFORM = 'the LangGraph platform';

/** One endpoint for each graph a langgraph.json serves. */
export function platformEndpoints(
  configs: readonly ConfigSummary[],
  evaluator: () => Evaluator,
): FactDraft[] {
  return configs
    .filter((config) => CONFIG.test(config.path))
    .flatMap((config) => {
      const [document] = config.documents;
      const graphs = entryOf(document, 'graphs');
      if (graphs?.kind !== 'map') return [];
      const auth = entryOf(document, 'auth');
      return graphs.entries.map((entry) =>
        toEndpoint(config, entry.key, entry.keySpan, targetOf(entry.value), auth, evaluator),
      );
    });
}

function entryOf(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** `"./agent.py:graph"` or `{ path: "./agent.py:graph" }`. */
function targetOf(node: ConfigNode): string | undefined {
  const text = node.kind === 'map' ? entryOf(node, 'path') : node;
  return text?.kind === 'scalar' && typeof text.value === 'string' ? text.value : undefined;
}

function toEndpoint(
  config: ConfigSummary,
  name: string,
  span: { start: number; end: number },
  target: string | undefined,
  auth: ConfigNode | undefined,
  evaluator: () => Evaluator,
): FactDraft {
  const place = { path: config.path, start: span.start, end: span.end };
  const opaque = (what: string): Attribute => ({
    value: 'unknown',
    because: `${PLATFORM} ${what}`,
    blockers: [{ why: `${PLATFORM} ${what}`, place }],
  });
  return {
    kind: 'endpoint',
    name,
    place,
    sdk: 'langgraph',
    key: `${config.path}@${span.start}`,
    within: `${config.path}#0`,
    attributes: {
      framework: { value: 'langgraph-platform' },
      form: { value: 'platform' },
      method: { value: 'POST' },
      route: { value: `/${name}` },
      health: { value: false },
      rateLimited: opaque('decides how often it may be called'),
      authenticated: auth
        ? { value: true, place, because: 'auth is configured' }
        : opaque('decides who may call it'),
      handled: opaque('answers when a run fails'),
      rawErrors: opaque('decides what a failed run shows'),
    },
    argumentPlaces: {},
    runs: [],
    refers: { agents: agentKeys(config.path, target, evaluator) },
    guards: [],
  };
}

function agentKeys(from: string, target: string | undefined, evaluator: () => Evaluator): DefinitionKey[] {
  const colon = target?.lastIndexOf(':') ?? -1;
  if (!target || colon < 0) return [];
  const path = join(from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '', target.slice(0, colon));
  const instance = evaluator();
  const module = instance.program.module(path);
  const exported = module && instance.exportOf(module, target.slice(colon + 1));
  const key =
    exported && keyOf(exported.kind === 'function' ? instance.callFunction(exported, undefined) : exported);
  return key ? [key] : [];
}
