// Messages that quote a file (a name nobody knows, what a parser stumbled over) with the credentials of that file taken out.
import type { SecretFact } from '../inventory/facts/fact';

/** A function that masks a message about a file. `paths` are those of the messages to come; `textOf` gives current texts, asked for only where a file has credentials. */
export async function createMessageMask(
  secrets: readonly SecretFact[],
  paths: readonly string[],
  textOf: (path: string) => Promise<string | undefined>,
): Promise<(path: string, message: string) => string> {
  const wanted = new Set(paths);
  const values = new Map<string, string[]>();
  for (const path of new Set(secrets.map((secret) => secret.path).filter((path) => wanted.has(path)))) {
    const text = await textOf(path);
    const own = secrets
      .filter((secret) => secret.path === path)
      .map(({ place }) => text?.slice(place.start, place.end) ?? '');
    // Longest first, so that a value that holds another one goes as a whole.
    values.set(
      path,
      [...new Set(own)].filter((value) => value.length > 3).sort((a, b) => b.length - a.length),
    );
  }
  return (path, message) =>
    (values.get(path) ?? []).reduce((masked, value) => masked.replaceAll(value, '…'), message);
}
