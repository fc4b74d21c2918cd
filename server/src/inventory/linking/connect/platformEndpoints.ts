// Endpoints that a platform serves from its own config, as packs describe it. What the platform does to requests cannot be seen.
import type { Catalog } from '../../../catalog/catalog';
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import { keyOf } from '../context';
import type { DefinitionKey, FactDraft } from '../moduleFacts';
import type { Evaluator } from '../resolve/evaluator';
import { join } from '../resolve/moduleResolver';

type Platform = ReturnType<Catalog['platforms']>[number];

/** One endpoint for each graph that a platform's config serves. */
export function platformEndpoints(
  platforms: readonly Platform[],
  configs: readonly ConfigSummary[],
  evaluator: () => Evaluator,
): FactDraft[] {
  return configs.flatMap((config) => {
    const name = config.path.slice(config.path.lastIndexOf('/') + 1);
    const platform = platforms.find((one) => one.config === name);
    const [document] = config.documents;
    const graphs = platform && entryOf(document, platform.graphs);
    if (graphs?.kind !== 'map') return [];
    const auth = platform?.auth === undefined ? undefined : entryOf(document, platform.auth);
    return graphs.entries.map(({ key, keySpan, value }) => {
      const place = { path: config.path, start: keySpan.start, end: keySpan.end };
      const agents = agentKeys(config.path, targetOf(value), evaluator);
      return toEndpoint(platform!, { name: key, place, isAuthenticated: auth !== undefined, agents });
    });
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

interface Served {
  readonly name: string;
  readonly place: Place;
  readonly isAuthenticated: boolean;
  readonly agents: readonly DefinitionKey[];
}

function toEndpoint(
  { pack, title, framework }: Platform,
  { name, place, isAuthenticated, agents }: Served,
): FactDraft {
  const opaque = (what: string): Attribute => ({
    value: 'unknown',
    because: `${title} ${what}`,
    blockers: [{ why: `${title} ${what}`, place }],
  });
  return {
    kind: 'endpoint',
    name,
    place,
    sdk: pack,
    key: `${place.path}@${place.start}`,
    within: `${place.path}#0`,
    attributes: {
      framework: { value: framework },
      form: { value: 'platform' },
      method: { value: 'POST' },
      route: { value: `/${name}` },
      health: { value: false },
      rateLimited: opaque('decides how often it may be called'),
      authenticated: isAuthenticated
        ? { value: true, place, because: 'auth is configured' }
        : opaque('decides who may call it'),
      handled: opaque('answers when a run fails'),
      rawErrors: opaque('decides what a failed run shows'),
    },
    argumentPlaces: {},
    runs: [],
    refers: { agents },
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
