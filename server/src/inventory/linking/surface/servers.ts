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

/** A switch at the start itself; one on the app stands with the app. */
function debugOf(context: LinkContext, match: Match): SurfaceFacts['servers'][number]['debug'] {
  const switches = firstAt(context, match, match.known.meaning.serves?.debug);
  return switches.find((value) => value.kind === 'constant' && value.value === true)?.at;
}
