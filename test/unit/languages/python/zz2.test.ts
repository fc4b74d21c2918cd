import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { loadGrammar } from '../../../../server/src/languages/python/wasm';
import { createNodeTable, readSyntax } from '../../../../server/src/languages/python/syntax';
import { summariseModule } from '../../../../server/src/languages/python/summarise';
it('speed', async () => {
  const { parser, language } = await loadGrammar();
  const table = createNodeTable(language);
  const files = execSync("find /tmp/pyc -name '*.py'").toString().trim().split('\n').map((f) => [f, readFileSync(f, 'utf8')] as const);
  for (let k = 0; k < 8; k++) {
    let a = 0, b = 0, c = 0, n = 0;
    for (const [f, t] of files) {
      const t0 = performance.now();
      const tree = parser.parse(t)!;
      const t1 = performance.now();
      const syn = readSyntax(tree, table, t); tree.delete();
      const t2 = performance.now();
      summariseModule(f, t, syn);
      const t3 = performance.now();
      a += t1 - t0; b += t2 - t1; c += t3 - t2;
      const count = (x: any) => { n++; x.children.forEach(count); }; count(syn.root);
    }
    console.log('parse', a | 0, 'read', b | 0, 'sum', c | 0, 'nodes', n);
  }
});
