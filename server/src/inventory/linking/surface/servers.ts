// Starts of server processes: the app they serve, whether only this machine can call them, debug mode.
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import type { SurfaceFacts } from '../moduleFacts';
import { appKeyOf } from './apps';
import { allAt, firstAt } from './slotReads';

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

export function collectServers(context: LinkContext): SurfaceFacts['servers'][number][] {
  return context.matches.flatMap((match) => {
    const { serves } = match.known.meaning;
    if (!serves) return [];
    const app = allAt(context, match, serves.app)
      .map(appKeyOf)
      .find((key) => key !== undefined);
    const debug = debugOf(context, match);
    return [
      {
        app,
        place: context.place(match.site.call.calleeSpan),
        local: isLocal(context, match),
        ...(debug ? { debug } : {}),
      },
    ];
  });
}

/** Only a host that is written down counts: the default is what people leave to the platform. */
function isLocal(context: LinkContext, match: Match): boolean {
  const hosts = firstAt(context, match, match.known.meaning.serves?.host);
  return (
    hosts.length > 0 &&
    hosts.every(
      (host) => host.kind === 'constant' && typeof host.value === 'string' && LOCAL_HOSTS.has(host.value),
    )
  );
}

function debugOf(context: LinkContext, match: Match): SurfaceFacts['servers'][number]['debug'] {
  const switches = [
    ...firstAt(context, match, match.known.meaning.serves?.debug),
    ...appSwitches(context, match),
  ];
  return switches.find((value) => value.kind === 'constant' && value.value === true)?.at;
}

/** Debug switches of the app that is served, where it is made in this module. */
function appSwitches(context: LinkContext, match: Match): ReturnType<typeof firstAt> {
  const served = allAt(context, match, match.known.meaning.serves?.app);
  return served.flatMap((value) => {
    const origin = value.kind === 'instance' ? value.origin : undefined;
    if (!origin?.known.meaning.app?.debug) return [];
    const made: Match = { site: origin.site, known: origin.known, form: 'call', callee: value };
    return firstAt(context, made, origin.known.meaning.app.debug);
  });
}
