// MCP servers this workspace offers or connects to, with the filter on their tools.
import type { Attribute } from '../../facts/fact';
import { calleeText, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { FactDraft } from '../moduleFacts';
import { alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { bypassesOf } from './bypasses';
import { type Launch, launchOf } from './toolServers';

export function collectMcpServers(context: LinkContext): FactDraft[] {
  const matches = context.matches.filter((match) => match.known.meaning.mcp && match.form !== 'subclass');
  // Where a client is made and its tools are fetched, the fetch is what grants them.
  const made = new Set(
    matches.flatMap((match) =>
      match.receiver?.kind === 'instance' && match.receiver.origin
        ? [siteKey(match.receiver.origin.site)]
        : [],
    ),
  );
  return matches.filter((match) => !made.has(siteKey(match.site))).map((match) => toServer(context, match));
}

function toServer(context: LinkContext, match: Match): FactDraft {
  const { call } = match.site;
  const mcp = match.known.meaning.mcp!;
  const client = mcp.role === 'client';
  const launch = launchOf(context, match);
  return {
    kind: 'mcp-server',
    name: context.nameOf(call)?.name ?? calleeText(call.callee),
    place: context.place(call.calleeSpan),
    sdk: match.known.pack,
    key: `${siteKey(match.site)}*mcp`,
    within: context.functionKey(call.function),
    attributes: {
      audience: { value: 'product' },
      side: { value: client ? 'client' : 'server' },
      ...(client
        ? filterOf(context, match)
        : { filter: { value: 'not-applicable' }, filterable: { value: false } }),
      widest: launch.widest,
      bypasses: filesystemRoot(launch) ?? bypassesOf(context, match),
    },
    argumentPlaces: call.id >= 0 ? { arguments: context.place(call.argumentsSpan) } : {},
    runs: [],
    refers: { tools: [siteKey(match.site)] },
    guards: [],
  };
}

function filterOf(context: LinkContext, match: Match): Record<string, Attribute> {
  const slots = match.known.meaning.mcp?.filter;
  if (!slots) return { filter: { value: 'not-applicable' }, filterable: { value: false } };
  for (const slot of slots) {
    const found = valuesAt(context.evaluator, slot, match);
    const values = found.values.flatMap(alternatives);
    const given = values.filter((value) => !(value.kind === 'constant' && value.value === null));
    const hidden = given.find((value) => value.kind === 'unknown' || value.kind === 'parameter');
    const [first] = given;
    if (first && !hidden && !found.absent && given.length === values.length)
      return { filter: { value: true, place: first.at }, filterable: { value: true } };
    const why = hidden?.kind === 'unknown' ? hidden.why : 'the filter is set on some paths only';
    const open = first ? { why, at: first.at } : found.blocked;
    if (open)
      return {
        filter: { value: 'unknown', because: open.why, blockers: [{ why: open.why, place: open.at }] },
        filterable: { value: true },
      };
  }
  return { filter: { value: false }, filterable: { value: true } };
}

/** A file server that is handed the whole disk or home folder. */
function filesystemRoot({ root }: Launch): Attribute | undefined {
  if (!root) return undefined;
  const what = 'the file server may read and write everything on this machine';
  return {
    value: true,
    effective: [{ kind: 'filesystem-root', severity: 'warning', what }],
    places: [root],
    place: root,
  };
}
