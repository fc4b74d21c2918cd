// Different keys go to different variables: a client with a key of its own must not end up with the key others read.
import type { Fact, SecretFact } from '../inventory/facts/fact';
import { toVariable } from '../inventory/secrets/variableName';

/** Names of clients that tell nothing of what they are for, and the words at the end of one that do not. */
const PLAIN = /^(?:_*(?:CLIENT|LLM|MODEL|PROVIDER|AI|SDK|API|INSTANCE|DEFAULT|CHAT|SELF)_?)+$/;
const ENDING = /_(?:CLIENT|LLM|MODEL|PROVIDER|SDK|API|AI)$/;

interface Given {
  readonly tag: string;
  readonly project: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Secrets with the variable each should move to. One is renamed where other clients of its project read the variable
 * already, or where another key before it goes there. `renamed` keeps objects the same from one analysis to the next.
 */
export function distinctVariables(
  secrets: readonly SecretFact[],
  facts: readonly Fact[],
  renamed: WeakMap<SecretFact, SecretFact>,
): SecretFact[] {
  const clients = facts.filter((fact) => fact.kind === 'model-client');
  const readers = clients.flatMap((fact) => {
    const variable = readBy(fact);
    return variable === undefined || fact.role === 'test' ? [] : [{ variable, project: fact.project }];
  });
  const given: Given[] = [];
  const owners = ownersOf(secrets, clients);
  return secrets.map((secret) => {
    if (!isMoved(secret)) return secret;
    const { tag, variable } = secret;
    const near = given.filter(({ project }) => related(project, secret.project));
    const same = near.find((one) => one.tag === tag && one.from === variable);
    const client = owners.get(tag);
    const isFree = (name: string): boolean =>
      !near.some((one) => one.to === name) &&
      !(client && readers.some((one) => one.variable === name && related(one.project, secret.project)));
    const to = same?.to ?? namesFor(variable, client?.name).find(isFree) ?? variable;
    given.push({ tag, project: secret.project, from: variable, to });
    if (to === variable) return secret;
    const known = renamed.get(secret);
    if (known?.variable === to) return known;
    const made = { ...secret, variable: to };
    renamed.set(secret, made);
    return made;
  });
}

/** By tag: the first client a key belongs to, wherever else the key stands. */
function ownersOf(secrets: readonly SecretFact[], clients: readonly Fact[]): ReadonlyMap<string, Fact> {
  const owners = new Map<string, Fact>();
  for (const secret of secrets) {
    const owner = clients.find(({ attributes: { apiKey } }) => isAt(secret, apiKey?.place));
    if (owner && isMoved(secret) && !owners.has(secret.tag)) owners.set(secret.tag, owner);
  }
  return owners;
}

/** In tests, keys are not moved beside those of the product; what stands in environment files has its name already. */
function isMoved({ where, role }: SecretFact): boolean {
  return (where === 'literal' || where === 'key-slot') && role !== 'test';
}

function isAt(secret: SecretFact, place: SecretFact['place'] | undefined): boolean {
  return (
    place?.path === secret.path &&
    place.cell === secret.place.cell &&
    place.start < secret.place.end &&
    secret.place.start < place.end
  );
}

/** The variable a client gets its key from, named or as its SDK does by itself. */
function readBy({ attributes: { apiKey, keyVariable } }: Fact): string | undefined {
  if (apiKey?.value === 'env' && typeof apiKey.effective === 'string') return apiKey.effective;
  return apiKey?.value === 'default' && typeof keyVariable?.value === 'string'
    ? keyVariable.value
    : undefined;
}

/** One lies in the other, so that they may share an environment file. */
function related(a: string, b: string): boolean {
  return a === b || a === '' || b === '' || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** The variable itself, one after the client (`reviewClient`: REVIEW_OPENAI_API_KEY), numbered ones. */
function namesFor(variable: string, client: string | undefined): readonly string[] {
  const numbered = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${variable}_${n}`);
  const isName = client !== undefined && /^[A-Za-z_$][\w$]*$/.test(client);
  const word = isName ? toVariable(client).replace(ENDING, '') : '';
  const speaks = /^[A-Z]/.test(word) && !PLAIN.test(word) && !variable.startsWith(word);
  return [variable, ...(speaks ? [`${word}_${variable}`] : []), ...numbered];
}
