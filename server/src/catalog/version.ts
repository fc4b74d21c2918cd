// Versions of packages: does a version or range of a manifest or lockfile fall into a pack's range, and which of several versioned things hold. npm and PEP 440 spellings.
import { isDeepStrictEqual } from 'node:util';
import { coerce, intersects, Range, satisfies as semverSatisfies, subset, valid, validRange } from 'semver';

export type Answer = 'yes' | 'no' | 'unknown';

const OPTIONS = { includePrerelease: true };

/**
 * Does the package's version fall into a pack's range? `version` is an exact version (`5.0.3`, `1.2.0rc1`) or a range
 * (`^5`, `>=4`, `~=1.4`, `>=1,<2`), undefined where not known. A range that lies partly outside is `unknown`.
 */
export function versionIn(version: string | undefined, versions: string | undefined): Answer {
  if (versions === undefined) return 'yes';
  if (version === undefined) return 'unknown';
  const exact = exactVersion(version);
  if (exact !== undefined) return semverSatisfies(exact, versions, OPTIONS) ? 'yes' : 'no';
  const range = toRange(version);
  if (range === undefined) return 'unknown';
  if (!intersects(range, versions, OPTIONS)) return 'no';
  return subset(range, versions, OPTIONS) ? 'yes' : 'unknown';
}

/** True if a pack may use this text as its `versions`. */
export function isVersionRange(text: string): boolean {
  return validRange(text) !== null;
}

/** An exact version in semver form, also from PEP 440 (`1.0rc1`, `==2.1.0`); undefined if the text is a range or no version. */
export function exactVersion(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:===?|v)\s*/, '');
  const exact = valid(bare);
  if (exact) return exact;
  // Pre-, post- and development releases of PEP 440 count as their release: packs do not tell them apart.
  const release =
    /^(?:\d+!)?(\d+(?:\.\d+){1,3})(?:[._-]?(?:a|b|c|rc|alpha|beta|pre|preview|post|dev)[._-]?\d*)*(?:\+[\w.]+)?$/i.exec(
      bare,
    );
  return release ? coerce(release[1])?.version : undefined;
}

/** A manifest's range in npm spelling; undefined if it says nothing about the version (a URL, a tag, `*`). */
export function toRange(text: string): string | undefined {
  const spec = text
    .trim()
    .replace(/^workspace:/, '')
    .replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '');
  if (spec === '' || spec === '*' || spec === '^' || spec === '~') return undefined;
  const npm = spec
    .split(',')
    .map((part) => fromPep440(part.trim()))
    .filter((part) => part !== '')
    .join(' ');
  if (npm === '' || validRange(npm) === null) return undefined;
  return new Range(npm, OPTIONS).range || undefined;
}

function fromPep440(part: string): string {
  const found = /^(~=|===?|!=|>=|<=|>|<)\s*(.+)$/.exec(part);
  if (!found) return part;
  const operator = found[1]!;
  const version = found[2]!.trim();
  if (operator === '!=') return '';
  if (operator.startsWith('==')) return exactVersion(version) ?? version;
  if (operator === '~=') return compatible(version);
  return operator + (exactVersion(version) ?? version);
}

/** `~=1.4.2` is `>=1.4.2 <1.5.0`, `~=1.4` is `>=1.4.0 <2.0.0`. */
function compatible(version: string): string {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const [major = 0, minor = 0] = parts;
  const lower = exactVersion(version) ?? `${major}.0.0`;
  return parts.length > 2 ? `>=${lower} <${major}.${minor + 1}.0-0` : `>=${lower} <${major + 1}.0.0-0`;
}

/**
 * Which of several things with a `versions` range hold at this version. A range that certainly holds takes precedence over
 * things without a range, which stand for "any or unknown version". Where ranges can only perhaps hold, the things without
 * a range hold; without those, the perhaps-holding ones if they are all alike but for the range; else none (`undecided`).
 */
export function holding<T>(
  items: readonly T[],
  rangeOf: (item: T) => string | undefined,
  withoutRange: (item: T) => unknown,
  version: string | undefined,
): { readonly items: readonly T[]; readonly undecided: boolean } {
  const general = items.filter((item) => rangeOf(item) === undefined);
  const ranged = items.filter((item) => rangeOf(item) !== undefined);
  const certain = ranged.filter((item) => versionIn(version, rangeOf(item)) === 'yes');
  if (certain.length > 0) return { items: certain, undecided: false };
  if (general.length > 0) return { items: general, undecided: false };
  const possible = ranged.filter((item) => versionIn(version, rangeOf(item)) === 'unknown');
  const first = possible[0];
  if (first === undefined) return { items: [], undecided: false };
  const alike = possible.every((item) => isDeepStrictEqual(withoutRange(item), withoutRange(first)));
  return alike ? { items: [first], undecided: false } : { items: [], undecided: true };
}

/** The value of a versioned default: `unknown` where the version does not decide between different values, undefined where none holds. */
export function defaultAt<V>(
  defaults: readonly { readonly versions?: string | undefined; readonly value: V }[] | undefined,
  version: string | undefined,
): { readonly value: V } | 'unknown' | undefined {
  if (!defaults) return undefined;
  const answers = defaults.map((each) => ({ each, answer: versionIn(version, each.versions) }));
  const certain = answers.find(({ answer, each }) => answer === 'yes' && each.versions !== undefined);
  if (certain) return { value: certain.each.value };
  const possible = answers.filter(({ answer }) => answer !== 'no').map(({ each }) => each);
  const first = possible[0];
  if (!first) return undefined;
  return possible.every(({ value }) => isDeepStrictEqual(value, first.value))
    ? { value: first.value }
    : 'unknown';
}
