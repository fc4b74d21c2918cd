// Threads that answer, end and hang, and what becomes of the files they were given.
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../server/src/engine/fileRecord';
import { type SummariseRequest, WorkerPool } from '../../../server/src/engine/workerPool';
import { languages } from '../../../server/src/languages/index.generated';
import type { Thread } from '../../../server/src/workspace/ports';
import { createThread } from './threads';

const typescript = languages.find(({ id }) => id === 'typescript')!;

/** A pool whose threads treat files as `treat` says, and the threads it started. */
function poolOf(
  size: number,
  treat: (request: SummariseRequest) => 'answer' | 'end' | 'hang',
  limitMs?: number,
) {
  const started: Thread[] = [];
  const pool = new WorkerPool(
    () => {
      const thread = createThread(treat);
      started.push(thread);
      return thread;
    },
    size,
    limitMs,
  );
  const ask = (path: string) => pool.summarise(typescript, path, `export const name = '${path}';\n`);
  return { pool, started, ask };
}

describe('a pool of threads', () => {
  it('gives what summarising in this thread gives, over no more threads than it may have', async () => {
    const { pool, started, ask } = poolOf(2, () => 'answer');
    const paths = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    const answers = await Promise.all(paths.map(ask));
    for (const [at, path] of paths.entries())
      expect(answers[at]).toEqual(await summarise(typescript, path, `export const name = '${path}';\n`));
    expect(started).toHaveLength(2);
    pool.close();
  });

  it('starts another thread where one ended, and tries its file once more', async () => {
    const seen: string[] = [];
    const { pool, started, ask } = poolOf(1, ({ path }) => {
      seen.push(path);
      return path === 'b.ts' && seen.filter((each) => each === path).length === 1 ? 'end' : 'answer';
    });
    const answers = await Promise.all(['a.ts', 'b.ts', 'c.ts'].map(ask));
    expect(answers.map(({ summary }) => summary?.path)).toEqual(['a.ts', 'b.ts', 'c.ts']);
    expect(started).toHaveLength(2);
    pool.close();
  });

  it('gives a file up that ends two threads; the others are answered', async () => {
    const { pool, ask } = poolOf(2, ({ path }) => (path === 'b.ts' ? 'end' : 'answer'));
    const [a, b, c] = await Promise.all(['a.ts', 'b.ts', 'c.ts'].map(ask));
    expect(a?.summary?.path).toBe('a.ts');
    expect(b).toEqual({ skipped: 'its parser ended unexpectedly, or took too long' });
    expect(c?.summary?.path).toBe('c.ts');
    pool.close();
  });

  it('ends a thread that never answers', async () => {
    const { pool, ask } = poolOf(1, ({ path }) => (path === 'b.ts' ? 'hang' : 'answer'), 20);
    const [b, c] = await Promise.all(['b.ts', 'c.ts'].map(ask));
    expect(b?.skipped).toContain('took too long');
    expect(c?.summary?.path).toBe('c.ts');
    pool.close();
  });

  it('leaves nobody waiting when it is closed', async () => {
    const { pool, ask } = poolOf(1, () => 'hang');
    const both = Promise.all(['a.ts', 'b.ts'].map(ask));
    pool.close();
    expect(await both).toEqual([{ skipped: 'the analysis ended' }, { skipped: 'the analysis ended' }]);
  });
});
