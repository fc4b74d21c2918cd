// From decisions to the findings that are reported: merged, suppressed or answered with a reason kept, ordered, fingerprinted.
import type { InlineIgnore } from '../../manifest/ignores';
import { comparePlaces, type Place } from '../../text/span';
import type { Coverage } from '../status/coverage';
import type { Steps } from '../steps';
import {
  type Candidate,
  candidatesOf,
  mergeCauses,
  mergeSubjects,
  placeKey,
  type RuleRank,
} from './candidate';
import type { Decision } from './decision';
import type { Finding } from './finding';
import { type FingerprintParts, maskedText, type TextOf } from './fingerprint';

export interface FinaliseInput {
  readonly decisions: readonly Decision[];
  /** In checklist order. */
  readonly rules: readonly RuleRank[];
  readonly coverage: Coverage;
  readonly ignores: readonly InlineIgnore[];
  readonly textOf: TextOf;
  /** The whole setting, name and value, whose bare value is the place; undefined if none is. */
  readonly settingAt?: (place: Place) => Place | undefined;
  readonly fingerprint: (parts: FingerprintParts) => string;
  /** Places of all secrets, to be masked. */
  readonly secrets: readonly Place[];
}

export interface Finalised {
  /** By place, then checklist order. Suppressed and answered ones are among them, with the reason. */
  readonly findings: readonly Finding[];
  /** The findings each decision draws. */
  readonly findingsOf: ReadonlyMap<Decision, readonly Finding[]>;
  /** Decisions all of whose findings are suppressed. */
  readonly suppressed: ReadonlySet<Decision>;
  /** Decisions answered by an attestation. */
  readonly answered: ReadonlySet<Decision>;
  readonly usedIgnores: ReadonlySet<InlineIgnore>;
  /** Places of the manifest's entries that suppress or answer a finding. */
  readonly covering: ReadonlySet<Place>;
}

const MAX_RELATED = 50;

/** Makes the findings, with a pause after each. */
export function* finalising(input: FinaliseInput): Steps<Finalised> {
  const order = new Map(input.rules.map(({ id }, at) => [id, at]));
  const rank = (rule: string): number => order.get(rule) ?? input.rules.length;
  const candidates: Candidate[] = [];
  for (const candidate of mergeCauses(
    mergeSubjects(candidatesOf(input.decisions, input.coverage)),
    input.rules,
  )) {
    candidates.push(withName(candidate, input));
    yield;
  }
  candidates.sort((a, b) => comparePlaces(a.place, b.place) || rank(a.rule) - rank(b.rule));
  const ordinals = new Map<string, number>();
  const usedIgnores = new Set<InlineIgnore>();
  const findingsOf = new Map<Decision, Finding[]>();
  const findings: Finding[] = [];
  for (const candidate of candidates) {
    const ignore = candidate.waiver ? undefined : input.ignores.find((each) => ignores(each, candidate));
    if (ignore) usedIgnores.add(ignore);
    const finding = toFinding(candidate, ignore, input, ordinals);
    for (const decision of candidate.decisions)
      findingsOf.set(decision, [...(findingsOf.get(decision) ?? []), finding]);
    findings.push(finding);
    yield;
  }
  const decisionsWhere = (holds: (finding: Finding) => boolean): ReadonlySet<Decision> =>
    new Set([...findingsOf].filter(([, drawn]) => drawn.every(holds)).map(([decision]) => decision));
  return {
    findings,
    findingsOf,
    usedIgnores,
    covering: new Set(
      findings.flatMap(({ suppressed, answered }) => [suppressed?.place ?? [], answered?.place ?? []].flat()),
    ),
    suppressed: decisionsWhere(({ suppressed }) => suppressed !== undefined),
    answered: decisionsWhere(({ answered }) => answered !== undefined),
  };
}

/** A squiggle below a lone `0` is hard to see and to understand: it covers the name of the setting too. */
function withName(candidate: Candidate, { settingAt }: FinaliseInput): Candidate {
  const whole = settingAt?.(candidate.place);
  return whole ? { ...candidate, place: whole, value: candidate.place } : candidate;
}

function ignores(ignore: InlineIgnore, { place, rules, item, alsoIn }: Candidate): boolean {
  if (ignore.place.path !== place.path || ignore.place.cell !== place.cell) return false;
  if (place.start < ignore.covers.start || place.start >= ignore.covers.end) return false;
  return rules.includes(ignore.target) || item === ignore.target || alsoIn.includes(ignore.target);
}

function toFinding(
  candidate: Candidate,
  ignore: InlineIgnore | undefined,
  input: FinaliseInput,
  ordinals: Map<string, number>,
): Finding {
  const { place, waiver, answered } = candidate;
  const drawing = candidate.decisions.filter(({ rule }) => rule === candidate.rule);
  const first = drawing[0]!;
  const subjects = [...new Map(drawing.map((decision) => [decision.subject, decision])).values()];
  const parts = {
    rule: candidate.rule,
    path: place.path,
    subject: first.subject,
    text: maskedText(place, input.textOf, input.secrets),
  };
  const key = Object.values(parts).join('\0');
  const ordinal = ordinals.get(key) ?? 0;
  ordinals.set(key, ordinal + 1);
  return {
    fingerprint: input.fingerprint({ ...parts, ordinal }),
    rule: candidate.rule,
    item: candidate.item,
    facet: candidate.facet,
    severity: candidate.severity,
    advice: first.advice,
    message: messageFor(first.mark?.message ?? '', subjects),
    place,
    value: candidate.value,
    related: relatedPlaces(place, candidate.decisions),
    subject: first.subject,
    subjects: subjects.map(({ subject }) => subject),
    project: first.project,
    fixes: first.mark?.fixes ?? [],
    suppressed: waiver
      ? { by: waiver.by, place: waiver.place, until: waiver.until }
      : ignore && { by: 'inline', place: ignore.place, until: ignore.until },
    answered:
      answered && !waiver ? { place: answered.place, by: answered.by, expires: answered.expires } : undefined,
    alsoIn: candidate.alsoIn,
  };
}

/** Names are code of the workspace: quoted, and free of what would end the quote. */
function messageFor(message: string, subjects: readonly Decision[]): string {
  const name = `\`${(subjects[0]?.subjectName ?? '').replaceAll('`', "'")}\``;
  const others = subjects.length - 1;
  const label = others === 0 ? name : `${name} and ${others} ${others === 1 ? 'other' : 'others'}`;
  return message.replaceAll('{subject}', () => label);
}

function relatedPlaces(place: Place, decisions: readonly Decision[]): readonly Place[] {
  const seen = new Set([placeKey(place)]);
  const related: Place[] = [];
  for (const { subjectPlace, subjectName } of decisions) {
    if (related.length === MAX_RELATED) break;
    const key = placeKey(subjectPlace);
    if (seen.has(key)) continue;
    seen.add(key);
    related.push({ ...subjectPlace, label: subjectPlace.label ?? subjectName });
  }
  return related;
}
