// Uses of secrets: where clients get their keys, as proof that they come from the environment.
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
          browser: { value: false },
        },
        argumentPlaces: {},
        runs: [],
        refers: { client: [client.key] },
        guards: [],
      },
    ];
  });
}
