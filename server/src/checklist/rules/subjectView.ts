// What a condition sees of a subject: a fact, a credential, a node of a configuration file, or an element of a list. Reading only.
import { attributeQuestion } from '../../inventory/facts/attributeQuestions';
import { attributeSpec } from '../../inventory/facts/attributes';
import type {
  Attribute,
  Blocker,
  EffectiveValue,
  Fact,
  FactKind,
  SecretFact,
} from '../../inventory/facts/fact';
import type { ConfigNode, ConfigSummary } from '../../languages/summary/config';
import type { FileRole } from '../../manifest/fileRoles';
import type { Place } from '../../text/span';
import type { AttributePath } from './attributePath';

export type ViewKind = FactKind | 'secret' | 'config' | 'element';

/** `undefined` is "there is none", which is something known. */
export type Actual = EffectiveValue | undefined;

/** A read value. A partial list holds what is known; more may be there. */
export type Reading =
  | {
      readonly known: true;
      readonly value: Actual;
      readonly place?: Place;
      readonly because?: string;
      readonly partial?: readonly Blocker[];
    }
  | { readonly known: false; readonly blockers: readonly Blocker[] };

export interface SubjectView {
  readonly kind: ViewKind;
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly project: string;
  readonly role: FileRole;
  readonly fact?: Fact;
  readonly config?: { readonly summary: ConfigSummary; readonly node: ConfigNode };
  /** The subject itself, where it is a value (`{is: true}` in a configuration or list). */
  readonly self?: Reading;
  read(path: AttributePath): Reading;
}

/** A class rather than an object per fact: thousands are made for every run. */
class FactView implements SubjectView {
  readonly kind: FactKind;
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly project: string;
  readonly role: FileRole;

  constructor(readonly fact: Fact) {
    this.kind = fact.kind;
    this.id = fact.id;
    this.name = fact.name;
    this.place = fact.place;
    this.project = fact.project;
    this.role = fact.role;
  }

  read(path: AttributePath): Reading {
    return readFact(this.fact, path);
  }
}

export function factView(fact: Fact): SubjectView {
  return new FactView(fact);
}

export function secretView(secret: SecretFact): SubjectView {
  const attributes: Record<string, EffectiveValue> = {
    format: secret.format,
    title: secret.title,
    where: secret.where,
    variable: secret.variable,
    length: secret.length,
    role: secret.role,
  };
  return {
    kind: 'secret',
    id: secret.id,
    name: secret.title,
    place: secret.place,
    project: secret.project,
    role: secret.role,
    read: (path) => ({ known: true, value: attributes[path.attribute], place: secret.place }),
  };
}

/** An element of a list attribute; its keys are its attributes, a key that is absent is none. */
export function elementView(owner: SubjectView, element: EffectiveValue, fallback: Place): SubjectView {
  const place = placeOf(element) ?? fallback;
  const blockers = [{ why: 'one part cannot be followed', place }];
  const reading = (value: Actual): Reading =>
    value === 'unknown' ? { known: false, blockers } : { known: true, value, place };
  return {
    kind: 'element',
    id: owner.id,
    name: owner.name,
    project: owner.project,
    role: owner.role,
    place,
    self: reading(element),
    read: (path) => reading(dig(element, [path.attribute, ...path.keys])),
  };
}

function readFact(fact: Fact, path: AttributePath): Reading {
  if (path.part === 'links')
    return { known: true, value: fact.links[path.attribute] ?? [], place: fact.place };
  if (path.attribute === 'name' || path.attribute === 'role' || path.attribute === 'sdk')
    return { known: true, value: fact[path.attribute], place: fact.place };
  const found = Object.hasOwn(fact.attributes, path.attribute) ? fact.attributes[path.attribute] : undefined;
  if (found) return readAttribute(fact, found, path);
  const absent = attributeSpec(fact.kind, path.attribute)?.absent;
  if (absent !== undefined && path.part === 'value') return { known: true, value: absent };
  if (absent !== undefined) return { known: true, value: undefined };
  const why = `${attributeQuestion(path.attribute)} was not determined`;
  return { known: false, blockers: [{ why, place: fact.place }] };
}

function readAttribute(fact: Fact, attribute: Attribute, path: AttributePath): Reading {
  const known = (value: Actual, place?: Place): Extract<Reading, { known: true }> => ({
    known: true,
    value,
    place: place ?? attribute.shownAt ?? attribute.place,
    because: attribute.because,
  });
  const open = (): Reading => ({ known: false, blockers: openQuestions(fact, attribute, path) });
  if (path.part === 'unsetBranch')
    return known(attribute.unsetBranch ? true : undefined, attribute.unsetBranch);
  if (path.part === 'value') return attribute.value === 'unknown' ? open() : known(attribute.value);
  const effective = attribute.effective;
  if (effective === undefined) return attribute.value === 'unknown' ? open() : known(undefined);
  const value = dig(effective, path.keys);
  if (value === 'unknown') return open();
  const reading = known(value);
  return Array.isArray(value) && attribute.value === 'unknown'
    ? { ...reading, partial: openQuestions(fact, attribute, path) }
    : reading;
}

/** What cannot be told, why and where: the reasons of the linker speak of the line they point at only. */
function openQuestions(fact: Fact, attribute: Attribute, path: AttributePath): readonly Blocker[] {
  const question = `${attributeQuestion(path.attribute)} cannot be told`;
  if (attribute.blockers?.length)
    return attribute.blockers.map(({ why, place }) => ({ why: `${question}: ${why}`, place }));
  const why = attribute.value === 'unknown' ? attribute.because : undefined;
  return [{ why: why ? `${question}: ${why}` : question, place: attribute.place ?? fact.place }];
}

function dig(value: EffectiveValue, keys: readonly string[]): Actual {
  let at: Actual = value;
  for (const key of keys) {
    if (at === 'unknown') return 'unknown';
    if (at === null || typeof at !== 'object' || Array.isArray(at)) return undefined;
    const holder = at as { readonly [key: string]: EffectiveValue };
    at = Object.hasOwn(holder, key) ? holder[key] : undefined;
  }
  return at;
}

/** The place an element carries as data, if it does. */
function placeOf(element: EffectiveValue): Place | undefined {
  const place = dig(element, ['place']);
  const [path, start, end] = ['path', 'start', 'end'].map((key) =>
    place === undefined ? undefined : dig(place, [key]),
  );
  return typeof path === 'string' && typeof start === 'number' && typeof end === 'number'
    ? { path, start, end }
    : undefined;
}
