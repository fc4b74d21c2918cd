// Which known MCP servers a connection starts, read off the constants of its launch: `npx -y @scope/server@1.2 /data`, `docker run image:tag`.
// Source of the launch forms: the stdio transports of the MCP SDKs (`command`, `args`, `env`); the servers stand in the packs.
import type { ToolServer } from '../../../catalog/pack';
import type { Attribute } from '../../facts/fact';
import type { LinkContext } from '../context';
import type { Match } from '../match/match';
import { type Abstract, alternatives, type Site } from '../resolve/abstract';

export interface Launch {
  /** The attribute `widest` of the connection. */
  readonly widest: Attribute;
  /** Where a server for folders is handed the whole disk or home. */
  readonly root?: Abstract['at'];
}

interface Word {
  readonly text: string;
  readonly at: Abstract['at'];
}

const ROOTS = new Set(['/', '~', '~/', '$HOME', 'C:\\']);
const MAX_DEPTH = 6;
const RUN_TIME: Attribute = {
  value: 'unknown',
  because: 'the tools of the server are known only at run time',
};

/** What is known of the servers that the call, or the client it is made on, starts. */
export function launchOf(context: LinkContext, match: Match): Launch {
  const words = new WordReader(context).read(match);
  const known = words.flatMap((word) => {
    const server = context.catalog.toolServer(nameIn(word.text));
    return server ? [{ server, at: word.at }] : [];
  });
  const root = words.find(({ text }) => ROOTS.has(text))?.at;
  const graded = known.filter(({ server }) => !isNarrowed(server, words) && (!server.folders || root));
  const widest = graded.find(({ server }) => server.widest === 'write-external');
  const certain = widest ?? (known.length === 1 && connections(words) <= 1 ? graded[0] : undefined);
  return {
    widest: certain
      ? { value: certain.server.widest, place: certain.at, because: `what ${certain.server.names[0]} offers` }
      : RUN_TIME,
    ...(root && known.some(({ server }) => server.folders) ? { root } : {}),
  };
}

/** `@scope/name@1.2.3`, `name==1.2`, `host/image:tag` without what follows the name; Python modules are spelled with `_`. */
function nameIn(word: string): string {
  return word
    .replace(/(?<=.)@[^/@]*$/, '')
    .replace(/==.*$/, '')
    .replace(/:[\w.-]+$/, '')
    .replaceAll('_', '-');
}

function isNarrowed({ narrowedBy }: ToolServer, words: readonly Word[]): boolean {
  return narrowedBy.some((sign) => words.some(({ text }) => text === sign || text.startsWith(`${sign}=`)));
}

/** How many servers are connected: each has one command or one address. */
function connections(words: readonly Word[]): number {
  return words.filter(({ text }) => text === 'command' || text === 'url').length;
}

/** The words of all constants and keys in the arguments of a call, of what is made for it, and of what it is made on. */
class WordReader {
  private readonly words: Word[] = [];
  private readonly seen = new Set<Site['call']>();

  constructor(private readonly context: LinkContext) {}

  read({ site, receiver }: Match): readonly Word[] {
    this.readSite(site, 0);
    if (receiver) this.readValue(receiver, 0);
    return this.words;
  }

  private readSite(site: Site, depth: number): void {
    if (this.seen.has(site.call)) return;
    this.seen.add(site.call);
    for (const argument of site.call.arguments) {
      if (argument.name !== undefined) this.add(argument.name, this.context.place(argument));
      this.readValue(this.context.evaluator.evaluate(argument.value, site.frame), depth + 1);
    }
  }

  private readValue(value: Abstract, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const { evaluator } = this.context;
    for (const one of alternatives(value)) {
      if (one.kind === 'constant' && typeof one.value === 'string') this.add(one.value, one.at);
      else if (one.kind === 'list')
        for (const item of one.value.items)
          this.readValue(evaluator.evaluate(item.value, one.frame), depth + 1);
      else if (one.kind === 'object')
        for (const entry of one.value.entries) {
          if (entry.kind === 'property') this.add(entry.key, one.at);
          this.readValue(evaluator.evaluate(entry.value, one.frame), depth + 1);
        }
      else if (one.kind === 'result') this.readSite(one.site, depth);
      else if (one.kind === 'instance' && one.origin) this.readSite(one.origin.site, depth);
    }
  }

  private add(text: string, at: Abstract['at']): void {
    for (const word of text.split(/\s+/)) if (word) this.words.push({ text: word, at });
  }
}
