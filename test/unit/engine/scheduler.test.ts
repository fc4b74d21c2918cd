import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Analysis } from '../../../server/src/engine/analysis';
import type { EngineChange } from '../../../server/src/engine/engine';
import { type Phase, Scheduler } from '../../../server/src/engine/scheduler';
import { createLog } from '../../../server/src/workspace/log';
import type { Cancellation } from '../../../server/src/workspace/ports';

const change = (path: string, kind: EngineChange['kind'] = 'changed'): EngineChange => ({ path, kind });

/** An engine whose runs end when the test says so. */
function create() {
  const runs: {
    kind: 'scan' | 'update';
    changes: readonly EngineChange[];
    cancellation?: Cancellation;
    end(fault?: Error): void;
  }[] = [];
  const run = (kind: 'scan' | 'update', changes: readonly EngineChange[], cancellation?: Cancellation) =>
    new Promise<Analysis | undefined>((resolve, reject) => {
      const revision = runs.length + 1;
      runs.push({
        kind,
        changes,
        cancellation,
        end: (fault) =>
          fault ? reject(fault) : resolve(cancellation?.isCancelled ? undefined : ({ revision } as Analysis)),
      });
    });
  const delivered: { revision: number; stamp: number }[] = [];
  const phases: Phase['kind'][] = [];
  const logged: string[] = [];
  let stamp = 0;
  const scheduler = new Scheduler<number>({
    engine: {
      scan: ({ cancellation } = {}) => run('scan', [], cancellation),
      update: (changes, { cancellation } = {}) => run('update', changes, cancellation),
    },
    stamp: () => ++stamp,
    onAnalysis: ({ revision }, at) => void delivered.push({ revision, stamp: at }),
    onPhase: ({ kind }) => void phases.push(kind),
    log: createLog('error', (_level, message) => void logged.push(message)),
  });
  onTestFinished(() => scheduler.dispose());
  const scanned = async () => {
    scheduler.scan();
    runs[0]!.end();
    await pause(0);
  };
  return { scheduler, runs, delivered, phases, logged, scanned };
}

describe('Scheduler', () => {
  it('hands back the stamp of the start with the outcome', async () => {
    const { scheduler, runs, delivered, phases } = create();
    scheduler.scan();
    expect(scheduler.isIdle).toBe(false);
    runs[0]!.end();
    await scheduler.settle();
    expect(delivered).toEqual([{ revision: 1, stamp: 1 }]);
    expect(phases).toEqual(['scanning', 'ready']);
    expect(scheduler.isIdle).toBe(true);
  });

  it('runs one analysis at a time, after a pause, over everything that changed', async () => {
    const { scheduler, runs, scanned } = create();
    await scanned();
    scheduler.changed([change('a')], 20);
    scheduler.changed([change('b', 'created')], 20);
    scheduler.changed([change('b')], 20);
    scheduler.changed([change('c', 'deleted')], 20);
    scheduler.changed([change('c', 'created')], 20);
    expect(runs).toHaveLength(1);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]!.changes).toEqual([change('a'), change('b', 'created'), change('c')]);
  });

  it('ends an update for newer changes and takes its changes along', async () => {
    const { scheduler, runs, delivered, scanned } = create();
    await scanned();
    scheduler.changed([change('a')], 0);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    scheduler.changed([change('b')], 0);
    expect(runs[1]!.cancellation?.isCancelled).toBe(true);
    await pause(10);
    // Never two at once, even if the engine takes its time to stop.
    expect(runs).toHaveLength(2);
    runs[1]!.end();
    await vi.waitFor(() => expect(runs).toHaveLength(3));
    expect(runs[2]!.changes.map(({ path }) => path)).toEqual(['a', 'b']);
    runs[2]!.end();
    await scheduler.settle();
    expect(delivered.map(({ revision }) => revision)).toEqual([1, 3]);
  });

  it('lets an update finish that was put off for too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { scheduler, runs, delivered } = create();
    scheduler.scan();
    runs[0]!.end();
    await vi.advanceTimersByTimeAsync(0);
    for (let time = 0; time < 4000 && delivered.length < 2; time += 100) {
      scheduler.changed([change('a')], 50);
      await vi.advanceTimersByTimeAsync(60);
      // Each run ends just after the next change came.
      scheduler.changed([change('a')], 50);
      runs.at(-1)!.end();
      await vi.advanceTimersByTimeAsync(40);
    }
    expect(delivered.length).toBeGreaterThan(1);
  });

  it('does not end a scan for changes, and looks at them afterwards', async () => {
    const { scheduler, runs } = create();
    scheduler.scan();
    scheduler.changed([change('a')], 0);
    await pause(5);
    expect(runs[0]!.cancellation?.isCancelled).toBe(false);
    runs[0]!.end();
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]).toMatchObject({ kind: 'update', changes: [change('a')] });
  });

  it('settles at once what waits for a pause, and never hangs', async () => {
    const { scheduler, runs, scanned } = create();
    await scanned();
    scheduler.changed([change('a')], 60_000);
    const settled = scheduler.settle();
    expect(runs).toHaveLength(2);
    runs[1]!.end();
    await settled;
    scheduler.changed([change('a')], 60_000);
    const disposed = scheduler.settle();
    scheduler.dispose();
    await disposed;
  });

  it('stops a scan on request; without an analysis changes wait for the next one', async () => {
    const { scheduler, runs, phases, delivered } = create();
    scheduler.scan();
    scheduler.changed([change('a')], 0);
    scheduler.cancelScan();
    runs[0]!.end();
    await scheduler.settle();
    expect(phases).toEqual(['scanning', 'cancelled']);
    expect(delivered).toEqual([]);
    await pause(5);
    expect(runs).toHaveLength(1);
    scheduler.scan();
    runs[1]!.end();
    await scheduler.settle();
    expect(delivered).toHaveLength(1);
  });

  it('scans from zero once after an update that threw, then gives up', async () => {
    const { scheduler, runs, phases, logged, scanned } = create();
    await scanned();
    scheduler.changed([change('a')], 0);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    runs[1]!.end(new Error('broken'));
    await vi.waitFor(() => expect(runs).toHaveLength(3));
    expect(runs[2]!.kind).toBe('scan');
    runs[2]!.end(new Error('still broken'));
    await scheduler.settle();
    expect(phases.at(-1)).toBe('failed');
    // What an exception says may quote a file: the log has where it came from instead.
    expect(logged).toEqual([
      expect.stringMatching(/^An analysis \(update 2\) failed: Error at .*scheduler\.test\.ts:\d+:\d+\)?$/),
      expect.stringMatching(/^An analysis \(scan 3\) failed: Error at .*scheduler\.test\.ts:\d+:\d+\)?$/),
    ]);
  });

  it('does nothing after its end', async () => {
    const { scheduler, runs, delivered } = create();
    scheduler.scan();
    scheduler.dispose();
    scheduler.changed([change('a')], 0);
    runs[0]!.end();
    await pause(5);
    expect(delivered).toEqual([]);
    expect(runs).toHaveLength(1);
  });
});
