// When an engine runs: collects changes, waits for a pause in typing, runs one analysis at a time and ends the one
// that has become pointless. Knows neither editors nor what an analysis says.
import { describeException, traceOf } from '../text/describeException';
import type { Log } from '../workspace/ports';
import type { Analysis, Progress } from './analysis';
import type { Engine, EngineChange } from './engine';

/** What a scheduler needs of its engine. */
export type ScheduledEngine = Pick<Engine, 'scan' | 'update'>;

export interface SchedulerOptions<Stamp> {
  readonly engine: ScheduledEngine;
  /** Asked at the start of a run and handed back with its outcome: which versions of the texts it can have seen. */
  readonly stamp: () => Stamp;
  readonly onAnalysis: (analysis: Analysis, stamp: Stamp) => void;
  /** A scan from zero begins; what it returns hears of its progress and its end. */
  readonly onScan?: () => ScanObserver;
  readonly onPhase: (phase: Phase) => void;
  readonly log: Log;
}

export interface ScanObserver extends Progress {
  end(): void;
}

export type Phase =
  | { readonly kind: 'scanning' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly why: string };

/** A run that was put off this long by newer changes is left to finish. In milliseconds. */
const PATIENCE_MS = 2000;

/** One run, with its place in the order of runs. */
interface Run {
  readonly generation: number;
  readonly kind: 'scan' | 'update';
  readonly changes: readonly EngineChange[];
  /** When the oldest of its changes came. */
  readonly waitingSince: number | undefined;
  readonly cancellation: { isCancelled: boolean };
}

export class Scheduler<Stamp> {
  #queued = new Map<string, EngineChange>();
  /** When the oldest queued change came. */
  #waitingSince: number | undefined;
  #scanWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #running: Run | undefined;
  #generation = 0;
  #disposed = false;
  #settled: (() => void)[] = [];
  /** An update that threw is followed by one scan from zero, not by more of them. */
  #recovering = false;
  #hasAnalysis = false;

  constructor(private readonly options: SchedulerOptions<Stamp>) {}

  /** True if nothing runs and nothing is queued that could: changes wait for ever where no scan ever finished. */
  get isIdle(): boolean {
    const canUpdate = this.#queued.size > 0 && this.#hasAnalysis;
    return !this.#running && !this.#scanWanted && !canUpdate;
  }

  /** Analyses everything from zero, at once; whatever runs is ended. */
  scan(): void {
    this.#scanWanted = true;
    this.#stop();
    this.#next();
  }

  /**
   * Queues changes and runs after `delayMs` without further ones. An update in flight is ended and its changes are
   * taken along; a scan in flight goes on, for it would never finish otherwise.
   */
  changed(changes: readonly EngineChange[], delayMs: number): void {
    if (this.#disposed || changes.length === 0) return;
    const now = performance.now();
    this.#waitingSince ??= now;
    for (const change of changes)
      this.#queued.set(change.path, merged(this.#queued.get(change.path), change));
    const run = this.#running;
    if (run?.kind === 'update' && now - (run.waitingSince ?? now) < PATIENCE_MS) this.#stop();
    this.#runAfter(delayMs);
  }

  /** Runs what is queued without further delay; resolves once nothing is queued and nothing runs. Never rejects. */
  settle(): Promise<void> {
    this.#clearTimer();
    this.#next();
    if (this.isIdle || this.#disposed) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Ends the scan in flight because someone asked for it; changes stay queued until the next run. */
  cancelScan(): void {
    if (this.#running?.kind !== 'scan') return;
    this.#scanWanted = false;
    this.#stop();
    this.options.onPhase(this.#hasAnalysis ? { kind: 'ready' } : { kind: 'cancelled' });
  }

  dispose(): void {
    this.#disposed = true;
    this.#clearTimer();
    this.#queued.clear();
    this.#scanWanted = false;
    this.#stop();
    this.#release();
  }

  #stop(): void {
    if (this.#running) this.#running.cancellation.isCancelled = true;
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #runAfter(delayMs: number): void {
    this.#clearTimer();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#next();
    }, delayMs);
  }

  /** Starts the next run if there is one and nothing runs. Without an analysis to bring up to date only a scan helps. */
  #next(): void {
    if (this.#disposed || this.#running || this.#timer) return;
    if (this.#scanWanted) {
      this.#scanWanted = false;
      void this.#run('scan');
    } else if (this.#queued.size > 0 && this.#hasAnalysis) void this.#run('update');
    else this.#release();
  }

  async #run(kind: Run['kind']): Promise<void> {
    const run: Run = {
      generation: ++this.#generation,
      kind,
      changes: [...this.#queued.values()],
      waitingSince: this.#waitingSince,
      cancellation: { isCancelled: false },
    };
    this.#running = run;
    this.#queued = new Map();
    this.#waitingSince = undefined;
    const stamp = this.options.stamp();
    try {
      const analysis = await this.#analyse(run);
      if (analysis && !run.cancellation.isCancelled) this.#deliver(analysis, stamp);
      else this.#putBack(run);
    } catch (error) {
      this.#failed(run, error);
    }
    this.#running = undefined;
    this.#next();
  }

  async #analyse({ kind, changes, cancellation }: Run): Promise<Analysis | undefined> {
    const { engine } = this.options;
    if (kind === 'update') return engine.update(changes, { cancellation });
    this.options.onPhase({ kind: 'scanning' });
    const progress = this.options.onScan?.();
    try {
      return await engine.scan({ cancellation, progress });
    } finally {
      progress?.end();
    }
  }

  #deliver(analysis: Analysis, stamp: Stamp): void {
    this.#recovering = false;
    this.#hasAnalysis = true;
    this.options.onAnalysis(analysis, stamp);
    if (this.#running?.kind === 'scan') this.options.onPhase({ kind: 'ready' });
  }

  /** What a run that was ended should have looked at is looked at by the next; newer changes of a file win. */
  #putBack(run: Run): void {
    const newer = this.#queued;
    this.#queued = new Map(run.changes.map((change) => [change.path, change]));
    for (const change of newer.values())
      this.#queued.set(change.path, merged(this.#queued.get(change.path), change));
    if (this.#queued.size > 0) this.#waitingSince = run.waitingSince ?? this.#waitingSince;
    // An engine that ends by itself must not be started again at once, for ever.
    if (!run.cancellation.isCancelled && !this.#timer && run.kind === 'update') this.#runAfter(100);
  }

  #failed(run: Run, error: unknown): void {
    const why = describeException(error);
    this.options.log.error(`An analysis (${run.kind} ${run.generation}) failed: ${why}`);
    this.options.log.debug(traceOf(error));
    if (run.cancellation.isCancelled) return;
    if (run.kind === 'update' && !this.#recovering) {
      this.#recovering = true;
      this.#scanWanted = true;
    } else this.options.onPhase({ kind: 'failed', why });
  }

  #release(): void {
    const waiting = this.#settled;
    this.#settled = [];
    for (const resolve of waiting) resolve();
  }
}

/** Two changes of one file as one: created and changed is created, created after deleted is a change. */
function merged(before: EngineChange | undefined, after: EngineChange): EngineChange {
  if (!before) return after;
  if (before.kind === 'created' && after.kind === 'changed') return before;
  if (before.kind === 'deleted' && after.kind === 'created') return { ...after, kind: 'changed' };
  return after;
}
