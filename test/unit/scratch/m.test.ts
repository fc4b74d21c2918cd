import { it } from 'vitest';
import { shippedCatalog } from '../inventory/linking/linkSources';
import { CatalogMeanings } from '../../../server/src/inventory/linking/match/catalogMeanings';
it('m', () => {
  const m = new CatalogMeanings(shippedCatalog(), () => undefined);
  console.log(JSON.stringify(m.ofExport('typescript', 'a.ts', '@ai-sdk/openai', ['openai'], 'value')));
  console.log(JSON.stringify(m.ofMember('typescript', 'a.ts', 'ai-sdk-providers/OpenAIProvider', [], 'call')));
});
