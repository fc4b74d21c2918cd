// Measures an engine on a folder: scans, keystrokes, pauses of the event loop, memory, and beside them the unavoidable work in the same run.
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEngine } from '../../server/src/engine/createEngine';
import type { Engine } from '../../server/src/engine/engine';
import { loadRuleData, type RuleData } from '../../server/src/engine/ruleData';
import { languages } from '../../server/src/languages/index.generated';
import { createDiskFiles } from '../../server/src/workspace/diskFiles';
import { createGitDirReader } from '../../server/src/workspace/gitDir';
import { loadTrackedFiles } from '../../server/src/workspace/gitIndex';
import { createLog } from '../../server/src/workspace/log';
import { createOverlayFiles } from '../../server/src/workspace/overlayFiles';
import type { CacheFile } from '../../server/src/workspace/ports';
import { startThread, threadsAtOnce } from '../../server/src/workspace/workerThread';
import { projectRoot } from '../editor/projectRoot';
import { measureUnavoidable, parse } from './unavoidable';

export interface Pauses {
  /** ms. */
  readonly p99: number;
  readonly max: number;
}

export interface Timed {
  /** ms. */
  readonly took: number;
  /** Time of the unavoidable part, in ms. */
  readonly least: number;
  readonly pauses: Pauses;
}

export interface Measured {
  readonly root: string;
  readonly files: number;
  readonly parsed: number;
  readonly facts: number;
  /** Loading packs, rules and parsers, once a process, in ms. */
  readonly loading: number;
  readonly cold: Timed;
  /** The first scan of an engine that finds what an earlier one kept. */
  readonly warm: Timed;
  /** A second scan of the same engine. */
  readonly again: Timed;
  readonly stages: ReadonlyMap<string, number>;
  readonly keystrokes: {
    readonly p50: number;
    readonly p95: number;
    readonly least: number;
    readonly ratio95: number;
    readonly pauses: Pauses;
  };
  /** MB: most of the heap of the engine's thread, of the whole process with all threads, and what stays of the heap. */
  readonly memory: { readonly peak: number; readonly process: number; readonly after: number };
}

export interface MeasureOptions {
  readonly keystrokes: number;
  /** Files to type in; without them, parsed files that hold a model call. */
  readonly edited?: readonly string[];
}

export async function measure(root: string, { keystrokes, edited }: MeasureOptions): Promise<Measured> {
  const memory = watchMemory();
  const start = performance.now();
  const ruleData = loadRuleData(join(projectRoot, 'rules'), join(projectRoot, 'dist', 'packs.json'));
  for (const language of languages) await language.prepare();
  const loading = performance.now() - start;
  const open = new Map<string, string>();
  const cache = keptInMemory();
  const stages = new Map<string, number>();
  const cold = await fromNothing(openEngine(root, ruleData, open, cache), stages);
  const engine = openEngine(root, ruleData, open, cache);
  const warm = await timed(() => scan(engine));
  const again = await timed(() => scan(engine));
  const { inventory } = engine.current!;
  const files = inventory.facts.filter((fact) => fact.kind === 'file').map((fact) => fact.place.path);
  const least = measureUnavoidable({ root, files, parsed: parsedPaths(engine) });
  const typed =
    edited ??
    [
      ...new Set(inventory.facts.filter((fact) => fact.kind === 'model-call').map((fact) => fact.place.path)),
    ].slice(0, 20);
  const typing = await type(engine, open, typed, keystrokes);
  memory.stop();
  (globalThis as { gc?: () => void }).gc?.();
  return {
    root,
    files: inventory.files.scanned,
    parsed: inventory.files.parsed,
    facts: inventory.facts.length,
    loading,
    cold: { ...cold, least: least.cold },
    warm: { ...warm, least: least.read },
    again: { ...again, least: least.read },
    stages,
    keystrokes: typing,
    memory: {
      peak: memory.peak(),
      process: process.resourceUsage().maxRSS / 1e3,
      after: process.memoryUsage().heapUsed / 1e6,
    },
  };
}

function keptInMemory(): CacheFile {
  let kept: Uint8Array | undefined;
  return {
    read: async () => kept,
    write: async (content) => {
      kept = content;
    },
  };
}

function openEngine(
  root: string,
  ruleData: RuleData,
  open: ReadonlyMap<string, string>,
  file: CacheFile,
): Engine {
  const files = createOverlayFiles(createDiskFiles(root), {
    textOf: (path) => open.get(path),
    paths: () => open.keys(),
  });
  const log = createLog('error', (_level, message) => console.error(message));
  return createEngine({
    root,
    files,
    today: '2026-09-01',
    ruleData,
    log,
    loadTracked: () => loadTrackedFiles(createGitDirReader(), root),
    threads: { start: () => startThread(join(projectRoot, 'dist', 'worker.js')), most: threadsAtOnce() },
    cache: { file, version: '' },
  });
}

/** The first scan of an engine, which is let go of afterwards: only what it kept stays. */
async function fromNothing(engine: Engine, stages: Map<string, number>): Promise<Omit<Timed, 'least'>> {
  const taken = await timed(() => scan(engine, stages));
  await engine.close();
  return taken;
}

async function scan(engine: Engine, stages?: Map<string, number>): Promise<void> {
  let stage = '';
  let since = performance.now();
  const enter = (next: string): void => {
    if (stage !== '') stages?.set(stage, (stages.get(stage) ?? 0) + performance.now() - since);
    stage = next;
    since = performance.now();
  };
  await engine.scan({ progress: { report: (next) => void (next !== stage && enter(next)) } });
  enter('');
}

async function timed(run: () => Promise<unknown>): Promise<Omit<Timed, 'least'>> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const start = performance.now();
  await run();
  const took = performance.now() - start;
  // The last stretch shows only once the loop turned.
  await new Promise((turned) => setTimeout(turned, 5));
  delays.disable();
  return { took, pauses: { p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 } };
}

/** Code files that were parsed; none where nothing was found that a repair could ask about. */
function parsedPaths(engine: Engine): readonly string[] {
  const [finding] = engine.current!.findings;
  return (finding && engine.fixInput?.(finding)?.modulePaths()) ?? [];
}

/** Types a character in the middle of one file after the other and waits each time for the new analysis. */
async function type(
  engine: Engine,
  open: Map<string, string>,
  paths: readonly string[],
  count: number,
): Promise<Measured['keystrokes']> {
  const took: number[] = [];
  const least: number[] = [];
  const pauses: Pauses[] = [];
  for (let at = 0; paths.length > 0 && at < count; at++) {
    const path = paths[at % paths.length]!;
    const text = open.get(path) ?? (await engine.text(path))!;
    const lines = text.split('\n');
    lines.splice(Math.floor(lines.length / 2), 0, path.endsWith('.py') ? '# note' : '// note');
    const typed = lines.join('\n');
    open.set(path, typed);
    const start = performance.now();
    parse(path, typed);
    least.push(performance.now() - start);
    const one = await timed(() => engine.update([{ path, kind: 'changed' }]));
    took.push(one.took);
    pauses.push(one.pauses);
  }
  const ratios = took.map((each, at) => each / least[at]!);
  return {
    p50: percentile(took, 50),
    p95: percentile(took, 95),
    least: percentile(least, 50),
    ratio95: percentile(ratios, 95),
    pauses: {
      p99: percentile(
        pauses.map(({ max }) => max),
        99,
      ),
      max: Math.max(0, ...pauses.map(({ max }) => max)),
    },
  };
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

function watchMemory(): { stop(): void; peak(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().heapUsed / 1e6);
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      look();
      clearInterval(timer);
    },
    peak: () => peak,
  };
}
