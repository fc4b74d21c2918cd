// Literals in the key slots of known clients that are secrets. The text is read for this, judged, and dropped.
import type { Fact, SecretFact } from '../inventory/facts/fact';
import { isKeySlotSecret } from '../inventory/secrets/keySlots';
import { createTagger } from '../inventory/secrets/tag';
import type { Place } from '../text/span';
import type { AssembleInput } from './assembleInput';

const TAGGER = createTagger();

export async function keySlotSecrets(facts: readonly Fact[], input: AssembleInput): Promise<SecretFact[]> {
  const { keySlots } = input.kept;
  const found: SecretFact[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'model-client' || fact.attributes.apiKey?.value !== 'hardcoded') continue;
    const place = fact.attributes.apiKey.place;
    if (!place) continue;
    const stamp = input.store.get(place.path)?.stamp;
    let known = keySlots.get(fact);
    if (!known || known.stamp !== stamp) {
      known = { stamp, secret: await secretIn(fact, place, input) };
      keySlots.set(fact, known);
    }
    if (known.secret) found.push(known.secret);
  }
  return found;
}

async function secretIn(fact: Fact, place: Place, input: AssembleInput): Promise<SecretFact | undefined> {
  // A literal of a known format is found by the text scan already.
  const found = input.store
    .get(place.path)
    ?.secrets.some((hit) => hit.start < place.end && place.start < hit.end);
  if (found) return undefined;
  const text = await input.text(place.path);
  const literal = /^[rbuf]*(["'`])([\s\S]*)\1$/i.exec(text?.slice(place.start, place.end) ?? '');
  const value = literal?.[2];
  const baseUrl =
    fact.attributes.baseUrl?.value === 'constant' ? String(fact.attributes.baseUrl.effective) : undefined;
  if (
    value === undefined ||
    !isKeySlotSecret({ value, baseUrl, local: fact.attributes.local?.value === true, role: fact.role })
  )
    return undefined;
  const start = place.start + (text!.slice(place.start, place.end).indexOf(literal![1]!) + 1);
  return {
    id: `secret:${place.path}#${fact.name}`,
    path: place.path,
    place: { path: place.path, start, end: start + value.length },
    format: 'key-slot',
    title: 'An API key',
    tag: TAGGER(value),
    length: value.length,
    role: fact.role,
    project: fact.project,
    variable: variableOf(fact),
    where: 'key-slot',
  };
}

function variableOf(fact: Fact): string {
  const own = fact.attributes.keyVariable?.value;
  if (typeof own === 'string' && own !== '') return own;
  const provider = fact.attributes.provider?.value;
  return `${String(provider ?? fact.name)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')}_API_KEY`;
}
