// Deployables that code itself starts: server processes, and apps that carry a debug switch of their own.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import type { Attribute } from '../../facts/fact';
import type { DefinitionKey, FactDraft, ModuleFacts } from '../moduleFacts';

type Server = ModuleFacts['surface']['servers'][number];
type App = ModuleFacts['surface']['apps'][number];

/** Servers that start an app from outside: then a start in the code is for development. */
const OTHER_START =
  /\b(gunicorn|uwsgi|waitress|hypercorn|uvicorn|granian|daphne|mod_wsgi)\b|\b(flask|fastapi)["', ]+run\b/;
const FORMATS = new Set(['yaml', 'json', 'toml', 'dockerfile', 'requirements']);

/** One deployable for each start of a server, and for each app in debug mode that no code starts. */
export function serverStarts(
  modules: ReadonlyMap<string, ModuleFacts>,
  configs: readonly ConfigSummary[],
): FactDraft[] {
  const surfaces = [...modules.values()].map(({ surface }) => surface);
  const servers = surfaces.flatMap((surface) => surface.servers);
  const apps = surfaces.flatMap((surface) => surface.apps);
  const started = new Set(servers.map((server) => server.app));
  const elsewhere = configs.find(
    (config) => FORMATS.has(config.format) && config.documents.some(startsServer),
  );
  return [
    ...servers.map((server) => ofServer(server, servers, apps, elsewhere?.path)),
    ...apps.flatMap((app) => (app.debug && !started.has(app.key) ? [ofApp(app, app.debug)] : [])),
  ];
}

function ofServer(
  server: Server,
  servers: readonly Server[],
  apps: readonly App[],
  elsewhere: string | undefined,
): FactDraft {
  const app = apps.find((one) => one.key === server.app);
  const debug = app?.debug
    ? { value: true, place: app.debug, because: 'set on the app' }
    : debugOf(server, servers, elsewhere);
  return toDraft(server.place, `${server.place.path}@${server.place.start}*process`, debug);
}

function debugOf(server: Server, servers: readonly Server[], elsewhere: string | undefined): Attribute {
  if (!server.debug) return { value: false };
  const other = servers.find((one) => one !== server && one.app === server.app && !one.debug);
  if (other) return { value: false, because: 'another start runs without it', place: other.place };
  if (elsewhere !== undefined) {
    const place = { path: elsewhere, start: 0, end: 0 };
    return { value: false, because: `${elsewhere} names another server`, place };
  }
  return { value: true, because: 'set at its only start', place: server.debug };
}

function ofApp(app: App, debug: Place): FactDraft {
  return toDraft(app.place, `${app.key}*process`, {
    value: true,
    place: debug,
    because: 'set on the app',
  });
}

function toDraft(place: Place, key: DefinitionKey, debug: Attribute): FactDraft {
  return {
    kind: 'deployable',
    name: place.path.slice(place.path.lastIndexOf('/') + 1),
    place,
    key,
    within: `${place.path}#0`,
    attributes: { form: { value: 'process' }, longRunning: { value: true }, debug },
    argumentPlaces: {},
    runs: [],
    refers: {},
    guards: [],
  };
}

function startsServer(node: ConfigNode): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && OTHER_START.test(node.value);
  if (node.kind === 'list') return node.items.some(startsServer) || OTHER_START.test(wordsOf(node));
  return (
    node.kind === 'map' &&
    node.entries.some((entry) => OTHER_START.test(entry.key) || startsServer(entry.value))
  );
}

/** `["flask", "run"]` is one command. */
function wordsOf(node: Extract<ConfigNode, { kind: 'list' }>): string {
  return node.items.map((item) => (item.kind === 'scalar' ? String(item.value) : '')).join(' ');
}
