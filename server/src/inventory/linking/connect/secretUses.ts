// Uses of secrets: where clients get their keys, as proof that they come from the environment.
import { isBrowserName } from '../../secrets/browserNames';
import type { FactDraft } from '../moduleFacts';

/** A secret-use draft for each client whose key is read at a place. */
export function secretUses(clients: readonly FactDraft[]): FactDraft[] {
  return clients.flatMap((client) => {
    const key = client.attributes.apiKey;
    const place = client.argumentPlaces.apiKey;
    if (!key || !place || (key.value !== 'env' && key.value !== 'param' && key.value !== 'hardcoded'))
      return [];
    const variable = typeof key.effective === 'string' ? key.effective : '';
    return [
      {
        ...client,
        kind: 'secret-use' as const,
        name: variable || `${client.name} key`,
        place,
        key: `${client.key}*key`,
        attributes: {
          source: { value: key.value, place },
          variable: { value: variable },
          // A client that is allowed into the browser has a finding of its own.
          browser: { value: isBrowserName(variable) && client.attributes.browser?.value !== true, place },
        },
        argumentPlaces: {},
        runs: [],
        refers: { client: [client.key] },
        guards: [],
      },
    ];
  });
}

/** Reads in browser code that no client of the same module is made with: one cause has one fact. */
export function looseReads(uses: readonly FactDraft[], clients: readonly FactDraft[]): FactDraft[] {
  return uses.filter(
    (use) =>
      !clients.some(
        ({ place, attributes: { apiKey } }) =>
          place.path === use.place.path && apiKey?.effective === use.attributes.variable?.value,
      ),
  );
}
