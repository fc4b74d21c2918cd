// An engine for tests of the server: words such as BAD and WORSE in any file are findings, `model(` is a model call.
import type { Finding } from '../../server/src/checklist/findings/finding';
import type { FacetResult, ItemResult, Readiness } from '../../server/src/checklist/status/status';
import type { Analysis } from '../../server/src/engine/analysis';
import type { Engine, EngineChange, EngineOptions } from '../../server/src/engine/engine';
import type { Fact } from '../../server/src/inventory/facts/fact';
import { LineTable } from '../../server/src/text/lineTable';
import type { Cancellation, FilePort } from '../../server/src/workspace/ports';
import { decodeText } from '../../server/src/workspace/text';

/** Findings by the word that stands for them. */
const WORDS = {
  BAD: { rule: 'bad-word', severity: 'warning', fixes: ['replace', 'explain-elsewhere'] },
  WORSE: { rule: 'worse-word', severity: 'error', fixes: ['move-away'] },
  HMM: { rule: 'doubtful-word', severity: 'information', fixes: [] },
  WAIVED: { rule: 'bad-word', severity: 'warning', fixes: ['replace'] },
} as const;

export interface EngineControl {
  /** How often each method was called, with the changes it was given. */
  readonly calls: { readonly kind: 'scan' | 'update'; readonly changes: readonly EngineChange[] }[];
  readonly cancelled: string[];
  /** Held until released: the next runs wait here. */
  hold(): () => void;
  /** The next run throws this. */
  fail: Error | undefined;
  readonly options: EngineOptions[];
}

export interface FakeEngines {
  readonly control: EngineControl;
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
}

export function createFakeEngines(): FakeEngines {
  let gate: Promise<void> | undefined;
  const control: EngineControl = {
    calls: [],
    cancelled: [],
    options: [],
    fail: undefined,
    hold() {
      let release = (): void => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        gate = undefined;
        release();
      };
    },
  };
  const createEngine = async (options: EngineOptions): Promise<Engine> => {
    control.options.push(options);
    let revision = 0;
    const engine: Engine & { current: Analysis | undefined } = {
      root: options.root,
      files: options.files,
      current: undefined,
      close: async () => {},
      text: (path) => textOf(options.files, path),
      scan: ({ cancellation, progress } = {}) => {
        control.calls.push({ kind: 'scan', changes: [] });
        progress?.report('reading files', 0.5);
        return run('scan', cancellation);
      },
      update: (changes, { cancellation } = {}) => {
        control.calls.push({ kind: 'update', changes });
        return run('update', cancellation);
      },
    };
    const run = async (kind: string, cancellation?: Cancellation): Promise<Analysis | undefined> => {
      const began = await snapshot(options.files);
      await gate;
      const { fail } = control;
      control.fail = undefined;
      if (fail) throw fail;
      if (cancellation?.isCancelled) {
        control.cancelled.push(kind);
        return undefined;
      }
      engine.current = analyse(options.root, began, ++revision);
      return engine.current;
    };
    return engine;
  };
  return { control, createEngine };
}

async function textOf(files: FilePort, path: string): Promise<string | undefined> {
  try {
    const decoded = decodeText(await files.read(path));
    return 'text' in decoded ? decoded.text : undefined;
  } catch {
    return undefined;
  }
}

/** All texts below the root; folders of dependencies too, for nothing here decides what counts. */
async function snapshot(files: FilePort): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of await files.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'directory') folders.push(path);
      const text = kind === 'file' ? await textOf(files, path) : undefined;
      if (text !== undefined) texts.set(path, text);
    }
  }
  return texts;
}

function analyse(root: string, texts: ReadonlyMap<string, string>, revision: number): Analysis {
  const findings = [...texts].sort().flatMap(([path, text]) => findingsIn(path, text));
  const failing = findings.filter(({ suppressed, severity }) => !suppressed && severity !== 'information');
  const item = itemOf(findings, failing.length > 0);
  const readiness = readinessOf(failing.length > 0);
  return {
    revision,
    root,
    inventory: inventoryOf(
      [...texts].flatMap(([path, text]) => factsIn(path, text)),
      texts,
    ),
    items: [item],
    scopes: [{ id: 'folder:', kind: 'folder', path: '', name: 'ws', readiness, items: [item] }],
    readiness,
    findings,
    remarks: texts.has('airworthy.yaml') ? remarksIn(texts.get('airworthy.yaml')!) : [],
    ruleErrors: [],
    faults: [],
    hasAgent: [...texts.values()].some((text) => text.includes('model(')),
    lineTable: (path) => {
      const text = texts.get(path);
      return text === undefined ? undefined : LineTable.of(text);
    },
  };
}

function findingsIn(path: string, text: string): Finding[] {
  const ordinals = new Map<string, number>();
  return [...text.matchAll(/\b(BAD|WORSE|HMM|WAIVED)\b/g)].map((match) => {
    const word = match[1] as keyof typeof WORDS;
    const { rule, severity, fixes } = WORDS[word];
    const ordinal = ordinals.get(word) ?? 0;
    ordinals.set(word, ordinal + 1);
    const place = { path, start: match.index, end: match.index + word.length };
    return {
      fingerprint: `${path}#${word}${ordinal}`,
      rule,
      item: 'cost/max-tokens',
      facet: 'every-call',
      severity,
      advice: false,
      message: `\`${word}\` stands here.`,
      place,
      related: [{ path, start: 0, end: 1, label: 'the beginning' }],
      subject: `model-call:${path}#${word}`,
      subjects: [`model-call:${path}#${word}`],
      project: '',
      fixes,
      suppressed: word === 'WAIVED' ? { by: 'waiver' } : undefined,
      alsoIn: [],
    };
  });
}

function factsIn(path: string, text: string): Fact[] {
  return [...text.matchAll(/\b(model)\(/g)].map((match) => ({
    id: `model-call:${path}#model`,
    kind: 'model-call',
    name: 'main/[model](command:x)',
    role: 'product',
    project: '',
    place: { path, start: match.index, end: match.index + 5 },
    sdk: 'openai',
    attributes: {
      retries: {
        value: 'default',
        effective: { count: 2, backoff: 'exponential', jitter: true },
        because: 'SDK default: 2 retries with jitter',
      },
      timeout: {
        value: 'set',
        effective: { ms: 30_000 },
        because: 'set on the client',
        place: { path, start: 0, end: 1 },
      },
      maxTokens: {
        value: 'unknown',
        blockers: [{ why: 'options come from a parameter', place: { path, start: 0, end: 1 } }],
      },
    },
    links: {},
    guards: [],
    isA: {},
  }));
}

function remarksIn(text: string): Analysis['remarks'] {
  const at = text.indexOf('expired');
  return at < 0
    ? []
    : [
        {
          place: { path: 'airworthy.yaml', start: at, end: at + 7 },
          severity: 'warning',
          message: 'This ended.',
          code: 'expired',
        },
      ];
}

function inventoryOf(facts: readonly Fact[], texts: ReadonlyMap<string, string>): Analysis['inventory'] {
  return {
    facts,
    evidence: [],
    projects: [
      {
        path: '',
        name: 'ws',
        kind: 'app',
        manifestPath: texts.has('package.json') ? 'package.json' : undefined,
        imports: [],
      },
    ],
    secrets: [],
    files: { scanned: texts.size, parsed: texts.size, skipped: [], partial: [] },
    configs: { paths: () => [], summary: () => undefined },
    roleOf: () => 'product',
    projectOf: () => '',
    tracked: { state: 'none' },
  };
}

function itemOf(findings: readonly Finding[], failing: boolean): ItemResult {
  const subject = (name: string, start: number) => ({
    name,
    place: { path: 'src/main.ts', start, end: start + 1 },
  });
  const shown = { path: 'src/main.ts', start: 0, end: 5, label: 'At most 900 tokens' };
  const proof = { ...shown, subjects: [subject('ask', 6), subject('answer', 8)] };
  const facet: FacetResult = {
    id: 'every-call',
    state: failing ? 'violated' : 'met',
    met: 1,
    unset: findings.length,
    unknown: 0,
    evidence: [proof],
    evidenceTotal: 3,
    note: failing ? '1 of 2 met, 1 not' : '1 of 1 text request',
    blockers: [],
  };
  return {
    id: 'cost/max-tokens',
    title: 'Output length is capped',
    category: 'cost',
    status: failing ? 'failing' : 'passing',
    facets: [facet],
    subjects: 2,
    findings: findings.map(({ fingerprint }) => fingerprint),
    note: facet.note,
  };
}

function readinessOf(failing: boolean): Readiness {
  return {
    ready: !failing,
    score: failing ? 0 : 1,
    applicable: 1,
    passing: failing ? 0 : 1,
    attested: 0,
    failing: failing ? 1 : 0,
    missing: 0,
    unknown: 0,
    waived: 0,
    notApplicable: 0,
    notChecked: 0,
  };
}
