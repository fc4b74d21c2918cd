// Filters the tools taken from an MCP server to those known by name.
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Match } from '../../inventory/linking/match/match';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import { styleOf } from '../codeFile';
import type { Fix, FixInput } from '../fix';
import { knownTools } from '../knownTools';
import { matchesAt } from '../matchAt';
import { editSlot, fitnessOf } from '../options/slotEdit';
import { lastKey, plain, type WrittenOption } from '../options/writtenOption';

export const fix: Fix = {
  id: 'filter-server-tools',
  safety: 'confirm',
  title: () => 'Filter the tools of this server',
  refusal(input) {
    const server = serverAt(input);
    return isRefusal(server) ? server : undefined;
  },
  async offer(input) {
    const server = serverAt(input);
    if (isRefusal(server)) return server;
    const { context, match, slot, names } = server;
    const edits = await editSlot(input, context, match, slot, filterOf(input, lastKey(slot) ?? '', names));
    if (isRefusal(edits)) return edits;
    return {
      title: `Take only ${names.length} tools of this server`,
      edits,
      annotation: 'Keeps tools the server adds later away from the agent',
      notes: ['Take out the names the agent does not need.'],
    };
  },
};

interface Server {
  readonly context: LinkContext;
  readonly match: Match;
  readonly slot: Slot;
  readonly names: readonly string[];
}

function serverAt(input: FixInput): Server | EditRefusal {
  const { place } = input.finding;
  const context = input.module(place.path);
  if (!context)
    return {
      refused: 'the server is named in a configuration file: filter its tools where the agent takes them',
    };
  const match = matchesAt(context, place).find((one) => one.known.meaning.mcp?.filter);
  const slot = match?.known.meaning.mcp?.filter?.[0];
  if (!match || !slot) return { refused: 'what connects this server here has no filter' };
  const names = knownTools(input);
  if (names.length === 0)
    return { refused: 'the names of the tools of this server are not known: list those the agent needs' };
  const fitness = fitnessOf(context, match, slot);
  return isRefusal(fitness) ? fitness : { context, match, slot, names };
}

/** A list of names, or the filter object of the Agents SDK. */
function filterOf(input: FixInput, option: string, names: readonly string[]): WrittenOption {
  const module = input.module(input.finding.place.path)!.module;
  const style = styleOf(module.language, '');
  const list = style.list(names.map(style.string));
  if (option === 'toolFilter') {
    return {
      imports: [{ module: '@openai/agents', name: 'createMCPToolStaticFilter' }],
      code: ([filter]) => `${filter}({ allowed: ${list} })`,
    };
  }
  if (option === 'tool_filter') {
    return {
      imports: [{ module: 'agents.mcp', name: 'create_static_tool_filter' }],
      code: ([filter]) => `${filter}(allowed_tool_names=${list})`,
    };
  }
  return plain(list);
}
