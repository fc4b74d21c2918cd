import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import { createRepairs } from '../../../server/src/editor/createRepairs';
import type { Analysis } from '../../../server/src/engine/analysis';
import type { Engine } from '../../../server/src/engine/engine';
import type { Fix, FixInput, FixOutcome } from '../../../server/src/fixes/fix';
import { LineTable } from '../../../server/src/text/lineTable';
import { createLog } from '../../../server/src/workspace/log';

const SILENT = createLog('off', () => {});
const finding = {
  place: { path: 'a.ts', start: 0, end: 1 },
  fixes: ['broken', 'one', 'gone'],
} as unknown as Finding;

function setUp(outcome: FixOutcome, texts = new Map([['a.ts', 'a();\n']])) {
  const analysed = texts.get('a.ts') ?? '';
  const fix: Fix = {
    id: 'one',
    safety: 'safe',
    title: () => 'Do it',
    offer: async ({ read }) => {
      await read('a.ts');
      return outcome;
    },
  };
  const broken: Fix = {
    ...fix,
    id: 'broken',
    title: () => {
      throw new Error('no title');
    },
  };
  const input = {
    read: async (path: string) => texts.get(path),
    access: async () => 'writable',
  } as unknown as FixInput;
  const engine = { text: async (path: string) => texts.get(path) } as unknown as Engine;
  const analysis = {
    lineTable: (path: string) => (path === 'a.ts' ? LineTable.of(analysed) : undefined),
  } as unknown as Analysis;
  const repairs = createRepairs([fix, broken], () => input, SILENT);
  return { repairs, engine, texts, make: (id = 'one') => repairs.make(engine, analysis, finding, id) };
}

const insertion = { title: 'Done', edits: [{ path: 'a.ts', edits: [{ start: 0, end: 0, text: '// b\n' }] }] };

describe('createRepairs', () => {
  it('offers the repairs that exist and can be named, and none before there is an analysis', () => {
    const { repairs, engine } = setUp(insertion);
    expect(repairs.offers(engine, finding)).toEqual([{ id: 'one', title: 'Do it', safety: 'safe' }]);
    expect(createRepairs([], () => undefined, SILENT).offers(engine, finding)).toEqual([]);
  });

  it('lists no repair that facts alone refuse, or that fails to tell', () => {
    const { engine } = setUp(insertion);
    const known: Fix = { id: 'one', safety: 'safe', title: () => 'Do it', offer: async () => insertion };
    const failing = (): never => {
      throw new Error('odd');
    };
    for (const [refusal, count] of [
      [() => undefined, 1],
      [() => ({ refused: 'never' }), 0],
      [failing, 0],
    ] as const) {
      const repairs = createRepairs([{ ...known, refusal }], () => ({}) as FixInput, SILENT);
      expect(repairs.offers(engine, finding)).toHaveLength(count);
    }
  });

  it('binds the edits to the text they were made for', async () => {
    expect(await setUp(insertion).make()).toEqual({
      kind: 'changes',
      title: 'Done',
      safety: 'safe',
      annotation: undefined,
      files: [{ path: 'a.ts', before: 'a();\n', edits: insertion.edits[0]!.edits }],
    });
  });

  it('tells what is left to do, and why in one sentence', async () => {
    const told = { ...insertion, annotation: 'Bounds the cost', notes: ['Set A.', 'Install b.'] };
    expect(await setUp(told).make()).toMatchObject({
      annotation: 'Bounds the cost. Set A. Install b.',
      notes: ['Set A.', 'Install b.'],
    });
  });

  it('makes new files, unless they have come into being', async () => {
    const creation: FixOutcome = {
      title: 'New',
      edits: [{ path: '.env', create: true, edits: [{ start: 0, end: 0, text: 'A=1\n' }] }],
    };
    expect(await setUp(creation).make()).toMatchObject({
      kind: 'changes',
      files: [creation.edits[0]].map((each) => ({ path: each?.path, edits: each?.edits })),
    });
    const { make, texts } = setUp(creation);
    texts.set('.env', 'B=2\n');
    expect(await make()).not.toMatchObject({ kind: 'changes' });
  });

  it('is stale where the file is not the one that was analysed', async () => {
    const { make, texts } = setUp(insertion);
    texts.set('a.ts', 'a();\nb();\n');
    expect(await make()).toEqual({ kind: 'stale' });
    texts.delete('a.ts');
    expect(await make()).toEqual({ kind: 'stale' });
  });

  it('passes on refusals as sentences', async () => {
    expect(await setUp({ refused: 'the list is built elsewhere' }).make()).toEqual({
      kind: 'refused',
      why: 'The list is built elsewhere.',
    });
    expect(await setUp(insertion).make('gone')).toMatchObject({ kind: 'refused' });
    expect(await setUp(insertion).make('other')).toMatchObject({ kind: 'refused' });
  });
});
