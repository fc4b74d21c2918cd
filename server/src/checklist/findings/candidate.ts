// Findings in the making: one per decision and place, then one per rule and place, then one per cause and place.
import type { Place } from '../../text/span';
import type { Answering, Coverage, WaiverCover } from '../status/coverage';
import type { Decision, Severity } from './decision';

/** What merging needs to know of a rule. */
export interface RuleRank {
  readonly id: string;
  readonly supersedes: readonly string[];
  readonly cause?: string;
}

export interface Candidate {
  readonly rule: string;
  readonly item: string;
  readonly facet: string;
  readonly severity: Severity;
  readonly place: Place;
  /** The bare value in `place`, where that covers the name of the setting too. */
  readonly value?: Place;
  /** Those that draw it, in the order of their subjects; never empty. */
  readonly decisions: readonly Decision[];
  /** Rules it took over, their items included in `alsoIn`. */
  readonly rules: readonly string[];
  readonly alsoIn: readonly string[];
  readonly shared?: string;
  readonly waiver?: WaiverCover;
  readonly answered?: Answering;
}

const LOUDNESS: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** One candidate per place of each decision that draws something. */
export function candidatesOf(decisions: readonly Decision[], coverage: Coverage): readonly Candidate[] {
  return decisions.flatMap((decision) => {
    const { mark, severity, rule, item, facet, project } = decision;
    if (decision.answer !== 'unset' || !mark || !severity) return [];
    const subject = { id: decision.subject, name: decision.subjectName, place: decision.subjectPlace };
    const waiver =
      coverage.waiverOf(item, facet, subject, project) ?? coverage.ruleOff(rule, item, subject.place.path);
    const answered = mark.attestable ? coverage.attestationOf(item, facet, subject, project) : undefined;
    return mark.places.map((place) => {
      const placeWaiver = waiver ?? coverage.waiverOf(item, facet, { ...subject, place }, project);
      return {
        rule,
        item,
        facet,
        severity,
        place,
        decisions: [decision],
        rules: [rule],
        alsoIn: [],
        shared: mark.shared,
        waiver: placeWaiver,
        answered,
      };
    });
  });
}

/** Merges candidates of one rule with one cause: subjects that share a definition or a default, or one subject in several apps. */
export function mergeSubjects(candidates: readonly Candidate[]): readonly Candidate[] {
  const keyOf = (candidate: Candidate): string =>
    [candidate.rule, candidate.shared ?? placeKey(candidate.place), fateOf(candidate)].join('\0');
  return groupBy(candidates, keyOf).map(([first, ...others]) =>
    others.length === 0
      ? first!
      : {
          ...first!,
          severity: others.map(({ severity }) => severity).reduce(louder, first!.severity),
          decisions: [first!, ...others].flatMap(({ decisions }) => decisions),
        },
  );
}

/** Merges candidates of one cause at one place: the rule that supersedes, else the louder, else the earlier one stays. */
export function mergeCauses(
  candidates: readonly Candidate[],
  rules: readonly RuleRank[],
): readonly Candidate[] {
  const rank = new Map(rules.map((rule, at) => [rule.id, { ...rule, at }]));
  const order = (rule: string): number => rank.get(rule)?.at ?? rules.length;
  const supersedes = (winner: string, loser: string): boolean =>
    rank.get(winner)?.supersedes.includes(loser) ?? false;
  const oneCause = (a: string, b: string): boolean => {
    const cause = rank.get(a)?.cause;
    return supersedes(a, b) || supersedes(b, a) || (cause !== undefined && cause === rank.get(b)?.cause);
  };
  const before = (a: Candidate, b: Candidate): number => {
    if (supersedes(a.rule, b.rule)) return -1;
    if (supersedes(b.rule, a.rule)) return 1;
    return LOUDNESS.indexOf(b.severity) - LOUDNESS.indexOf(a.severity) || order(a.rule) - order(b.rule);
  };
  const kept: Candidate[] = [];
  for (const group of groupBy(candidates, (each) => `${placeKey(each.place)}\0${fateOf(each)}`)) {
    const here: Candidate[] = [];
    for (const candidate of [...group].sort(before)) {
      const at = here.findIndex((each) => oneCause(each.rule, candidate.rule));
      const keeper = here[at];
      if (keeper) here[at] = takeOver(keeper, candidate);
      else here.push(candidate);
    }
    kept.push(...here);
  }
  return kept;
}

function takeOver(keeper: Candidate, other: Candidate): Candidate {
  const items = new Set([...keeper.alsoIn, other.item, ...other.alsoIn]);
  items.delete(keeper.item);
  return {
    ...keeper,
    decisions: [...keeper.decisions, ...other.decisions],
    rules: [...keeper.rules, ...other.rules],
    alsoIn: [...items],
  };
}

/** Only findings with the same fate are one: a waived finding must not hide one that is not. */
function fateOf({ waiver, answered }: Candidate): string {
  return waiver ? 'waived' : answered ? 'answered' : 'open';
}

export function placeKey({ path, cell, start, end }: Place): string {
  return [path, cell ?? '', start, end].join(':');
}

function louder(a: Severity, b: Severity): Severity {
  return LOUDNESS.indexOf(a) >= LOUDNESS.indexOf(b) ? a : b;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return [...groups.values()];
}
