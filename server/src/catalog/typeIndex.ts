// Types of all packs with their members, inherited ones included, as maps; and the look-up of a member path with patterns.
import { type Entry, toEntries } from './entry';
import { expandMemberPath, properStarts, qualifyType } from './names';
import type { Pack } from './pack';

/** One type, ready to be asked. */
export interface TypeEntry {
  readonly members: ReadonlyMap<string, readonly Entry[]>;
  /** Member paths with `*`, longest first. */
  readonly patterns: readonly MemberPattern[];
  /** Every proper start of a member path: `chat`, `chat.completions`. */
  readonly prefixes: ReadonlySet<string>;
  readonly prefixPatterns: readonly RegExp[];
  /** The type itself and all it extends. */
  readonly lineage: ReadonlySet<string>;
  /** Some member does something outside the process: what is not listed may do so, too. */
  readonly acts: boolean;
}

interface MemberPattern {
  readonly expression: RegExp;
  readonly entries: readonly Entry[];
}

interface OwnType {
  readonly members: ReadonlyMap<string, readonly Entry[]>;
  readonly bases: readonly string[];
}

/** All types of a language by qualified name. A member of a type hides members of the same path in what it extends. */
export function indexTypes(
  packs: readonly Pack[],
  language: 'typescript' | 'python',
): ReadonlyMap<string, TypeEntry> {
  const own = ownTypes(packs, language);
  const types = new Map<string, TypeEntry>();
  for (const name of own.keys()) types.set(name, inherit(name, own));
  return types;
}

/** Meanings of a member path: the exact name, else the longest pattern that fits. */
export function memberEntries(type: TypeEntry, path: string): readonly Entry[] {
  return (
    type.members.get(path) ?? type.patterns.find(({ expression }) => expression.test(path))?.entries ?? []
  );
}

export function isPrefix(type: TypeEntry, path: string): boolean {
  return type.prefixes.has(path) || type.prefixPatterns.some((expression) => expression.test(path));
}

function ownTypes(packs: readonly Pack[], language: 'typescript' | 'python'): ReadonlyMap<string, OwnType> {
  const own = new Map<string, OwnType>();
  for (const pack of packs) {
    for (const [name, type] of Object.entries(pack[language]?.types ?? {})) {
      const members = new Map<string, readonly Entry[]>();
      for (const [path, meanings] of Object.entries(type.members)) {
        const entries = toEntries(meanings, pack.id);
        for (const each of expandMemberPath(path)) members.set(each, entries);
      }
      own.set(qualifyType(name, pack.id), {
        members,
        bases: type.extends.map((base) => qualifyType(base, pack.id)),
      });
    }
  }
  return own;
}

function inherit(name: string, own: ReadonlyMap<string, OwnType>): TypeEntry {
  const lineage = new Set<string>();
  const all = new Map<string, readonly Entry[]>();
  const visit = (each: string): void => {
    const type = own.get(each);
    if (!type || lineage.has(each)) return;
    lineage.add(each);
    for (const [path, entries] of type.members) {
      const nearer = all.get(path);
      // What a base says of one constant only stands beside what is said nearer.
      all.set(path, nearer ? [...nearer, ...entries.filter(({ meaning }) => meaning.where)] : entries);
    }
    for (const base of type.bases) visit(base);
  };
  visit(name);
  const exact = [...all].filter(([path]) => !path.includes('*'));
  const patterns = [...all].filter(([path]) => path.includes('*')).sort(([a], [b]) => b.length - a.length);
  const prefixes = [...new Set([...all.keys()].flatMap(properStarts))];
  return {
    members: new Map(exact),
    patterns: patterns.map(([path, entries]) => ({ expression: toExpression(path), entries })),
    prefixes: new Set(prefixes.filter((path) => !path.includes('*'))),
    prefixPatterns: prefixes.filter((path) => path.includes('*')).map(toExpression),
    lineage,
    acts: [...all.values()].flat().some(({ meaning }) => meaning.effect ?? meaning.request),
  };
}

/** `*` stands for any characters within one step; after a letter for none as well: `update*` is `update` and `updateRef`. */
function toExpression(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/(?<=[A-Za-z])\*/g, '[^.]\u0000')
    .replace(/\*/g, '[^.]+')
    .replaceAll('\u0000', '*');
  return new RegExp(`^${escaped}$`);
}
