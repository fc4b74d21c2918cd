// MCP servers this workspace offers or connects to, with the filter on their tools.
import type { Attribute } from '../../facts/fact';
import { calleeText, type LinkContext, siteKey } from '../context';
import type { Match } from '../match/match';
import type { FactDraft } from '../moduleFacts';
import { type Abstract, alternatives } from '../resolve/abstract';
import { valuesAt } from '../resolve/slotValues';
import { bypassesOf } from './bypasses';

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
      widest: { value: 'unknown', because: 'the tools of the server are known only at run time' },
      bypasses: filesystemRoot(context, match) ?? bypassesOf(context, match),
    },
    argumentPlaces: call.id >= 0 ? { arguments: context.place(call.argumentsSpan) } : {},
    runs: [],
    refers: {},
    guards: [],
  };
}

function filterOf(context: LinkContext, match: Match): Record<string, Attribute> {
  const slots = match.known.meaning.mcp?.filter;
  if (!slots) return { filter: { value: 'not-applicable' }, filterable: { value: false } };
  for (const slot of slots) {
    const found = valuesAt(context.evaluator, slot, match);
    const [value] = found.values;
    if (value) return { filter: { value: true, place: value.at }, filterable: { value: true } };
    if (found.blocked)
      return { filter: { value: 'unknown', because: found.blocked.why }, filterable: { value: true } };
  }
  return { filter: { value: false }, filterable: { value: true } };
}

const FILE_SERVER = /server-filesystem\b|mcp-server-filesystem|filesystem-mcp/;
const ROOTS = new Set(['/', '~', '~/', '$HOME', 'C:\\']);

/** A file server that is handed the whole disk or home folder. */
function filesystemRoot(context: LinkContext, match: Match): Attribute | undefined {
  const constants = match.site.call.arguments.flatMap((argument) =>
    constantsIn(context, context.evaluator.evaluate(argument.value, match.site.frame), 0),
  );
  if (!constants.some(({ value }) => FILE_SERVER.test(value))) return undefined;
  const root = constants.find(({ value }) => ROOTS.has(value));
  if (!root) return undefined;
  const what = 'the file server may read and write everything on this machine';
  return {
    value: true,
    effective: [{ kind: 'filesystem-root', severity: 'warning', what }],
    places: [root.at],
    place: root.at,
  };
}

function constantsIn(
  context: LinkContext,
  value: Abstract,
  depth: number,
): { value: string; at: Abstract['at'] }[] {
  if (depth > 4) return [];
  return alternatives(value).flatMap((one) => {
    if (one.kind === 'constant')
      return typeof one.value === 'string' ? [{ value: one.value, at: one.at }] : [];
    if (one.kind === 'list')
      return one.value.items.flatMap((item) =>
        constantsIn(context, context.evaluator.evaluate(item.value, one.frame), depth + 1),
      );
    if (one.kind === 'object')
      return one.value.entries.flatMap((entry) =>
        constantsIn(context, context.evaluator.evaluate(entry.value, one.frame), depth + 1),
      );
    return [];
  });
}
