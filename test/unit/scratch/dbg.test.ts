import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { linkSources } from '../inventory/linking/linkSources';
it('x', async () => {
  const sources: Record<string,string> = {};
  for (const p of (process.env.F ?? '').split(',')) sources[p.replace(process.env.ROOT ?? '', '')] = readFileSync(p, 'utf8');
  const v = JSON.parse(process.env.V ?? '{}');
  for (const f of await linkSources(sources, v)) console.log(f.id, JSON.stringify(f.attributes, (k, x) => (k === 'definitions' || k==='places' ? undefined : x)), JSON.stringify(f.links));
});
