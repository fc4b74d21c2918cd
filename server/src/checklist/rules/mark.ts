// What an unset answer draws: its places, and its message with the attributes filled in.
import type { Attribute } from '../../inventory/facts/fact';
import type { Place } from '../../text/span';
import type { Mark } from '../findings/decision';
import { parseAttributePath } from './attributePath';
import type { Moment } from './operator';
import type { ConditionalText, Rule } from './rule';
import type { SubjectView } from './subjectView';

/** The mark of a rule for a subject it found unset. */
export function markFor(rule: Rule, moment: Moment): Mark {
  const { view } = moment;
  return {
    places: placesFor(rule, view),
    message: filled(chosenText(rule.messages, moment) ?? '', view),
    fixes: rule.fixes,
    attestable: rule.attestable,
    shared:
      rule.once?.test(moment).truth === true ? [view.project, view.fact?.sdk ?? ''].join('\0') : undefined,
  };
}

function placesFor(rule: Rule, view: SubjectView): readonly Place[] {
  const wanted = rule.place;
  const fact = view.fact;
  if (!fact || wanted.kind === 'subject') return [view.place];
  if (wanted.kind === 'argument') return [fact.argumentPlaces?.[wanted.name] ?? view.place];
  if (wanted.kind === 'attribute')
    return attributePlaces(fact.attributes[wanted.name], wanted.branch) ?? [view.place];
  for (const { attribute } of rule.unset?.attributes ?? []) {
    const nearest = fact.attributes[attribute]?.definitions?.[0];
    if (nearest) return [{ path: nearest.path, start: nearest.start, end: nearest.end, ...cellOf(nearest) }];
  }
  return [view.place];
}

function attributePlaces(attribute: Attribute | undefined, branch: boolean): readonly Place[] | undefined {
  if (branch) return attribute?.unsetBranch && [attribute.unsetBranch];
  if (attribute?.places?.length) return attribute.places;
  return attribute?.place && [attribute.place];
}

function cellOf(place: Place): { readonly cell?: number } {
  return place.cell === undefined ? {} : { cell: place.cell };
}

/** An unknown condition is passed over: what is said must be true of what is known. */
export function chosenText(texts: readonly ConditionalText[], moment: Moment): string | undefined {
  return texts.find(({ when }) => !when || when.test(moment).truth === true)?.text;
}

/** A text with the attributes it names filled in. */
export function filled(text: string, view: SubjectView): string {
  return text.replace(/\{attr\.([^}]+)\}/g, (whole, named: string) => {
    const path = parseAttributePath(named);
    const reading = path && view.read(path);
    if (!reading?.known || reading.value === undefined) return 'unknown';
    return typeof reading.value === 'object' ? JSON.stringify(reading.value) : String(reading.value ?? whole);
  });
}
