// Summaries that are packed when others are used, and come back the same.
import { beforeAll, describe, expect, it } from 'vitest';
import { Shelf } from '../../../server/src/engine/shelf';
import type { ModuleSummary } from '../../../server/src/languages/summary/module';
import { language } from '../../../server/src/languages/typescript/language';

const TEXT =
  'export const limit = cond ? 1e400 : -0;\nexport async function ask(q = `é😀`) { return await run({ q }); }\n';

beforeAll(() => language.prepare());

function summaryOf(path: string): ModuleSummary {
  const summary = language.summarise(path, TEXT);
  if (summary.kind !== 'module') throw new Error('no module');
  return summary;
}

describe('a shelf', () => {
  it('gives a summary back as it was', () => {
    const shelf = new Shelf(TEXT.length);
    const first = shelf.put(summaryOf('a.ts'));
    for (const path of ['b.ts', 'c.ts', 'd.ts']) void shelf.put(summaryOf(path)).summary;
    expect(first.wasUsed()).toBe(false);
    expect(first.summary).toEqual(summaryOf('a.ts'));
    expect(first.path).toBe('a.ts');
  });

  it('keeps what fits unpacked, the ones used last', () => {
    const shelf = new Shelf(TEXT.length * 3);
    const modules = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'f.ts'].map((path) =>
      shelf.put(summaryOf(path)),
    );
    const freed = modules.map((module) => module.pack());
    expect(freed.filter((units) => units > 0)).toHaveLength(3);
    expect(freed.at(-1)).toBe(TEXT.length);
  });

  it('gives the same object to all who hold it', () => {
    const module = new Shelf(TEXT.length * 9).put(summaryOf('a.ts'));
    const held = module.summary;
    module.pack();
    expect(module.summary).toBe(held);
  });

  it('packs one that is larger than everything it may keep only when another comes', () => {
    const shelf = new Shelf(10);
    const large = shelf.put(summaryOf('a.ts'));
    expect(large.pack()).toBe(TEXT.length);
    expect(large.summary).toEqual(summaryOf('a.ts'));
  });

  it('does not count what was dropped', () => {
    const shelf = new Shelf(TEXT.length * 2);
    const [gone, kept] = ['a.ts', 'b.ts'].map((path) => shelf.put(summaryOf(path)));
    gone!.drop();
    const next = shelf.put(summaryOf('c.ts'));
    expect(kept!.pack()).toBe(TEXT.length);
    expect(next.pack()).toBe(TEXT.length);
  });
});
