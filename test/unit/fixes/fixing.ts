// Runs repairs on snippets of several files, wired as the engine does it: real catalog, real summaries, real links.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import { applyFileEdits } from '../../../server/src/fixes/apply';
import { DEFAULT_NUMBERS, type Fix, type FixInput, type Repair } from '../../../server/src/fixes/fix';
import { isListed, offerFix } from '../../../server/src/fixes/offer';
import type { Fact, Inventory, SecretFact } from '../../../server/src/inventory/facts/fact';
import { connect } from '../../../server/src/inventory/linking/connect/connect';
import { FactGraph } from '../../../server/src/inventory/linking/connect/factGraph';
import { LinkContext } from '../../../server/src/inventory/linking/context';
import { link } from '../../../server/src/inventory/linking/link';
import { CatalogMeanings } from '../../../server/src/inventory/linking/match/catalogMeanings';
import { matchModule } from '../../../server/src/inventory/linking/match/match';
import type { ModuleFacts } from '../../../server/src/inventory/linking/moduleFacts';
import { Evaluator } from '../../../server/src/inventory/linking/resolve/evaluator';
import { ModuleResolver } from '../../../server/src/inventory/linking/resolve/moduleResolver';
import { Program } from '../../../server/src/inventory/linking/resolve/program';
import { languages } from '../../../server/src/languages/index.generated';
import type { ConfigSummary } from '../../../server/src/languages/summary/config';
import type { ModuleSummary } from '../../../server/src/languages/summary/module';
import type { Place } from '../../../server/src/text/span';
import { catalog } from '../inventory/linking/linked';
import { createStrictContainment } from '../inventory/linking/strictContainment';

export type Files = Readonly<Record<string, string>>;

export interface Options {
  /** Versions by distribution name. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Paths git tracks; undefined: no repository. */
  readonly tracked?: readonly string[];
  readonly readOnly?: readonly string[];
  readonly outside?: readonly string[];
  /** Code the analysis did not parse. */
  readonly unparsed?: readonly string[];
  /** Values that are secrets, with the variable the scan would name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly numbers?: Partial<Record<keyof typeof DEFAULT_NUMBERS, number>>;
  /** Further facts, such as those other parts of the linker fill. */
  readonly facts?: readonly Fact[];
  readonly finding?: Partial<Finding>;
  /** Directories of the projects; the root is one. */
  readonly projects?: readonly string[];
}

/** The place of a text in a file; `at` is the text and `n` which of its occurrences. */
export function placeOf(files: Files, path: string, at: string, n = 0): Place {
  let start = -1;
  for (let i = 0; i <= n; i++) start = files[path]!.indexOf(at, start + 1);
  if (start < 0) throw new Error(`${at} does not stand in ${path}`);
  return { path, start, end: start + at.length };
}

export interface Analysed {
  readonly summaries: ReadonlyMap<string, ModuleSummary | ConfigSummary>;
  readonly facts: readonly Fact[];
  input(finding: Partial<Finding> & { readonly place: Place }): FixInput;
}

export async function analysed(files: Files, options: Options = {}): Promise<Analysed> {
  const summaries = new Map<string, ModuleSummary | ConfigSummary>();
  for (const [path, text] of Object.entries(files)) {
    const language = languages.find((one) => one.matches(path));
    if (!language) continue;
    await language.prepare();
    summaries.set(path, language.summarise(path, text));
  }
  const modules = new Map(
    [...summaries].filter(
      (pair): pair is [string, ModuleSummary] =>
        pair[1].kind === 'module' && !options.unparsed?.includes(pair[0]),
    ),
  );
  const program = new Program(
    new Map([...modules].map(([path, summary]) => [path, { summary }])),
    new ModuleResolver((path) => modules.has(path), [], new Map()),
  );
  const versionOf: FixInput['versionOf'] = (_from, _language, name) => options.versions?.[name];
  const meanings = new CatalogMeanings(catalog(), versionOf);
  const pass = (hints: ReadonlyMap<string, string>): Map<string, ModuleFacts> =>
    new Map(
      [...modules.values()].map((one) => [
        one.path,
        link({ program, meanings, catalog: catalog(), hints }, one).facts,
      ]),
    );
  let hints = new Map<string, string>();
  for (let round = 0; round < 2; round++)
    hints = new Map([...pass(hints).values()].flatMap((one) => Object.entries(one.hints)));
  const moduleFacts = pass(hints);
  const graph = new FactGraph(moduleFacts);
  const roleOf = (path: string): Fact['role'] => (/\.test\.|test_/.test(path) ? 'test' : 'product');
  const facts = [
    ...connect({
      graph,
      surface: new Map(),
      containment: createStrictContainment(),
      moduleAt: (path) => modules.get(path),
      roleOf,
      projectOf: () => '',
      tracing: {
        graph,
        modules: moduleFacts,
        switches: () => new Map(),
        projectOf: () => '',
        showsTools: () => true,
        tellsTracing: () => true,
        isProduct: () => true,
      },
    }),
    ...(options.facts ?? []),
  ];
  const inventory: Inventory = {
    facts,
    evidence: [],
    projects: ['', ...(options.projects ?? [])].map((path) => ({
      path,
      name: path || 'app',
      kind: 'app',
      imports: [],
    })),
    secrets: secretsIn(files, options.secrets ?? {}),
    files: { scanned: 0, parsed: 0, skipped: [], partial: [] },
    configs: {
      paths: (format) =>
        [...summaries]
          .filter(([, one]) => one.kind === 'config' && (format === undefined || one.format === format))
          .map(([path]) => path),
      summary: (path) => {
        const found = summaries.get(path);
        return found?.kind === 'config' ? found : undefined;
      },
    },
    roleOf,
    projectOf: (path) => options.projects?.find((one) => path.startsWith(`${one}/`)) ?? '',
    tracked: { state: options.tracked ? 'known' : 'none' },
  };
  const contexts = new Map<string, LinkContext>();
  const module = (path: string): LinkContext | undefined => {
    const summary = modules.get(path);
    if (!summary) return undefined;
    if (!contexts.has(path)) {
      const evaluator = new Evaluator(program, meanings, hints);
      contexts.set(path, new LinkContext(summary, matchModule(evaluator, summary), evaluator, catalog()));
    }
    return contexts.get(path);
  };
  const input = (finding: Partial<Finding> & { readonly place: Place }): FixInput => ({
    finding: {
      fingerprint: '0',
      rule: 'r',
      item: 'i',
      facet: 'f',
      severity: 'warning',
      advice: false,
      message: '',
      related: [],
      subject: '',
      subjects: [],
      project: '',
      fixes: [],
      alsoIn: [],
      ...options.finding,
      ...finding,
    },
    inventory,
    catalog: catalog(),
    module,
    async parse(path) {
      const summary = summaries.get(path);
      if (summary?.kind !== 'module') return undefined;
      return new LinkContext(summary, [], new Evaluator(program, meanings, hints), catalog());
    },
    modulePaths: () => [...modules.keys()],
    read: async (path) => files[path],
    access: async (path) =>
      options.outside?.includes(path)
        ? 'outside'
        : options.readOnly?.includes(path)
          ? 'read-only'
          : 'writable',
    list: async (directory) =>
      [
        ...new Set(
          Object.keys(files)
            .filter((path) => directory === '' || path.startsWith(`${directory}/`))
            .map((path) => path.slice(directory === '' ? 0 : directory.length + 1).split('/')),
        ),
      ]
        .filter((parts) => parts.length === 1)
        .map(([name]) => name!),
    number: (name) => options.numbers?.[name] ?? DEFAULT_NUMBERS[name],
    tracked: { state: options.tracked ? 'known' : 'none', paths: new Set(options.tracked ?? []) },
    versionOf,
  });
  return { summaries, facts, input };
}

function secretsIn(files: Files, secrets: Readonly<Record<string, string>>): SecretFact[] {
  const found: SecretFact[] = [];
  for (const [path, text] of Object.entries(files)) {
    for (const [value, variable] of Object.entries(secrets)) {
      for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + 1)) {
        const place = { path, start, end: start + value.length };
        found.push({
          id: `secret:${path}#${start}`,
          path,
          place,
          format: 'test',
          title: 'A key',
          tag: `tag-${value.length}-${variable}`,
          length: value.length,
          role: 'product',
          project: '',
          variable,
          where: 'literal',
        });
      }
    }
  }
  return found;
}

export interface Fixed {
  readonly repair: Repair;
  /** All files after the repair. */
  readonly files: Files;
}

/** Offers the repair at a place and applies it; the test fails with the reason where it is refused. */
export async function fixed(fix: Fix, files: Files, place: Place, options: Options = {}): Promise<Fixed> {
  const { input } = await analysed(files, options);
  const outcome = await offerFix(fix, input({ place }));
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
  expect(isListed(fix, input({ place })), 'what can be made is listed').toBe(true);
  const after = { ...files, ...Object.fromEntries(applyFileEdits(outcome.edits, (path) => files[path])) };
  await expectSound(after);
  return { repair: outcome, files: after };
}

/** True if the repair stands in lists of actions at a place. */
export async function listed(fix: Fix, files: Files, place: Place, options: Options = {}): Promise<boolean> {
  const { input } = await analysed(files, options);
  return isListed(fix, input({ place }));
}

/** The reason why the repair is not offered; the test fails where it is. */
export async function refused(fix: Fix, files: Files, place: Place, options: Options = {}): Promise<string> {
  const { input } = await analysed(files, options);
  const outcome = await offerFix(fix, input({ place }));
  expect(outcome).toHaveProperty('refused');
  return (outcome as { refused: string }).refused;
}

let python: boolean | undefined;

/** Every file parses without a fault; Python files are also compiled by Python itself where it is installed. */
export async function expectSound(files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const language = languages.find((one) => one.matches(path));
    if (!language) continue;
    await language.prepare();
    expect(language.summarise(path, text).errors, `${path}\n${text}`).toEqual([]);
    if (path.endsWith('.py')) expectCompiles(text);
  }
}

function expectCompiles(text: string): void {
  python ??= spawnSync('python3', ['--version']).status === 0;
  if (!python) return;
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-py-'));
  try {
    const file = join(folder, 'module.py');
    writeFileSync(file, text);
    const result = spawnSync('python3', ['-m', 'py_compile', file], { encoding: 'utf8' });
    expect(result.stderr, text).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Applied where the option is set already, nothing changes: the attribute of a fact after the repair. */
export async function attributeAfter(
  files: Files,
  kind: Fact['kind'],
  name: string,
  options: Options = {},
): Promise<unknown> {
  const { facts } = await analysed(files, options);
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.attributes[name]?.value)[0];
}
