import {readdirSync, readFileSync} from 'node:fs';
import {loadCatalog} from '../../../server/src/catalog/load';
import {test} from 'vitest';
test('x',()=>{ const t=performance.now(); const r=loadCatalog({list:(d)=>{try{return readdirSync(d)}catch{return []}},read:(p)=>readFileSync(p,'utf8')},'rules'); console.log(performance.now()-t); for(const e of r.errors) console.log(`${e.path}:${e.line}:${e.column} ${e.message}`);
console.log(r.catalog.packs.map(p=>p.id).join(' '))});
