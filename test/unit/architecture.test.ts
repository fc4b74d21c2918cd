// The rules of the house that a machine can hold: who may import whom, where packages and the disk may be used, what a
// module looks like. ARCHITECTURE.md gives the reasons. Sources are read as syntax, so strings and comments do not count.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PACK_LANGUAGES } from '../../server/src/catalog/languageIndex';
import { loadCatalog } from '../../server/src/catalog/load';

const ROOT = join(__dirname, '../..');

/** Rooms and the rooms each may import. `room/part` allows only what lies below; a room always may import itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  protocol: [],
  workspace: ['text'],
  languages: ['text'],
  catalog: ['text'],
  manifest: ['text', 'languages'],
  inventory: ['text', 'workspace/ports', 'languages', 'catalog', 'manifest'],
  checklist: ['text', 'languages/summary/config', 'catalog', 'manifest', 'inventory'],
  fixes: ['text', 'workspace/ports', 'languages', 'catalog', 'manifest', 'inventory', 'checklist'],
  engine: ['text', 'workspace', 'languages', 'catalog', 'manifest', 'inventory', 'checklist', 'fixes'],
  reports: ['text', 'manifest', 'inventory', 'checklist', 'fixes'],
  editor: [
    ...['text', 'protocol', 'workspace', 'languages', 'catalog', 'manifest', 'inventory'],
    ...['checklist', 'fixes', 'engine', 'reports'],
  ],
  commands: [
    ...['text', 'workspace', 'languages', 'catalog', 'manifest', 'inventory'],
    ...['checklist', 'fixes', 'engine', 'reports'],
  ],
};

/** Parts of a room that know less of each other than the room allows. Parts that are not named here are free. */
const INNER_ARROWS: Readonly<Record<string, readonly string[]>> = {
  'languages/summary': [],
  'languages/edits': ['languages/summary'],
  'languages/config': ['languages/summary', 'languages/edits', 'languages/language'],
  'languages/python': ['languages/summary', 'languages/edits', 'languages/language'],
  'languages/typescript': ['languages/summary', 'languages/edits', 'languages/language'],
  'inventory/facts': [],
  'inventory/secrets': ['inventory/facts'],
  'inventory/selection': ['inventory/facts', 'inventory/linking/resolve'],
  'inventory/linking/resolve': [],
  'inventory/linking/match': ['inventory/facts', 'inventory/linking/resolve'],
  'inventory/linking/attributes': ['inventory/facts', 'inventory/linking/resolve', 'inventory/linking/match'],
  'checklist/findings': ['checklist/status', 'checklist/steps'],
  'checklist/status': ['checklist/findings', 'checklist/steps'],
};

/** Arrows that are crossed, by importing and imported module, and why that is right for now. */
const CROSSED: Readonly<Record<string, string>> = {
  'fixes/environment/ignoreEdits -> workspace/ignoreRules':
    'matches patterns that were read already, reads nothing itself',
};

/** Packages, and Node modules that reach out of the process, with the places that may import them. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  vscode: ['client'],
  'vscode-languageclient': ['client'],
  'vscode-languageserver': ['server/src/main', 'server/src/editor'],
  'vscode-languageserver-textdocument': ['server/src/editor'],
  yaml: [
    'server/src/catalog',
    'server/src/checklist/rules',
    'server/src/manifest',
    'server/src/languages/config',
  ],
  'ts-morph': ['server/src/languages/typescript'],
  '@vscode/tree-sitter-wasm': ['server/src/languages/python'],
  'jsonc-parser': ['server/src/languages/config'],
  'toml-eslint-parser': ['server/src/languages/config/toml'],
  'dockerfile-ast': ['server/src/languages/config/dockerfile'],
  ignore: ['server/src/workspace'],
  re2js: ['server/src/checklist/rules', 'server/src/inventory/secrets'],
  semver: ['server/src/catalog', 'server/src/inventory/selection'],
  picomatch: ['server/src/manifest', 'server/src/workspace', 'server/src/inventory'],
  'node:fs': [
    'server/src/workspace',
    'server/src/main',
    'server/src/cli',
    'server/src/worker',
    'server/src/engine/ruleData',
    // Finds the grammar that lies beside the bundle; reads nothing of a workspace.
    'server/src/languages/python/wasm',
    // The look for agents before the server may start.
    'client/src/lookForAgent',
  ],
  'node:worker_threads': [
    'server/src/engine',
    'server/src/main',
    'server/src/cli',
    'server/src/worker',
    // Whoever starts the workers that `engine` asks for is the host.
    'server/src/workspace',
  ],
};

/** Node modules by which a program reaches the network, starts others or runs text as code. */
const FORBIDDEN =
  /^(?:node:)?(?:net|tls|dgram|dns|http|https|http2|child_process|cluster|vm|inspector)(?:\/|$)/;
/** Globals that do the same. */
const FORBIDDEN_GLOBALS = new Set([
  'fetch',
  'eval',
  'Function',
  'WebSocket',
  'XMLHttpRequest',
  'EventSource',
]);

/** Modules over the ceiling, with the reason. Empty is the aim. */
const TOO_LONG: Readonly<Record<string, string>> = {};
const MAX_LINES = 400;

const FORBIDDEN_NAMES = /^(?:utils?|helpers?|commons?|misc)$/i;

/** Module-level state that is allowed: parsers that are loaded once. */
const STATEFUL = new Set([
  'server/src/languages/python/language.ts',
  'server/src/languages/typescript/language.ts',
]);

interface Import {
  /** Without ending, relative to the repository; the package or Node module if it is none of ours. */
  readonly target: string;
  readonly external: boolean;
}

interface Source {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .sort()
    .map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    const external = !fileName.startsWith('.');
    return { external, target: external ? fileName : posix.join(dirname(path), fileName) };
  });
  return { path, text, imports };
}

const server = sourcesBelow('server/src');
const client = sourcesBelow('client/src');
const scripts = sourcesBelow('scripts');
const product = [...server, ...client];

/** True if a path without ending is a module or lies in a folder. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function withoutEnding(path: string): string {
  return path.replace(/\.(?:ts|mjs)$/, '');
}

/** Each import from one module of the server to another: `room/module -> room/module`. */
const serverArrows = server.flatMap(({ path, imports }) =>
  imports
    .filter(({ external, target }) => !external && isBelow(target, 'server/src'))
    .map(({ target }) => ({
      from: withoutEnding(path).slice('server/src/'.length),
      to: target.slice('server/src/'.length),
    })),
);

/** The last named part that a module lies in. */
function partOf(module: string): string | undefined {
  return Object.keys(INNER_ARROWS)
    .filter((part) => isBelow(module, part))
    .at(-1);
}

function isAllowed(from: string, to: string): boolean {
  const [room = ''] = from.split('/');
  const [wanted = ''] = to.split('/');
  const arrows = ARROWS[room];
  // The entries at the top wire everything together.
  if (!arrows) return !from.includes('/');
  if (room !== wanted) return arrows.some((allowed) => isBelow(to, allowed));
  const part = partOf(from);
  return !part || isBelow(to, part) || INNER_ARROWS[part]!.some((allowed) => isBelow(to, allowed));
}

describe('import arrows', () => {
  it('there is something to look at', () => {
    expect(server.length).toBeGreaterThan(300);
    expect(serverArrows.length).toBeGreaterThan(1000);
    expect(client.length).toBeGreaterThan(10);
  });

  it('tells a right arrow from a wrong one', () => {
    expect(isAllowed('engine/assemble', 'inventory/facts/fact')).toBe(true);
    expect(isAllowed('inventory/facts/fact', 'engine/assemble')).toBe(false);
    expect(isAllowed('fixes/fix', 'workspace/ports')).toBe(true);
    expect(isAllowed('fixes/fix', 'workspace/diskFiles')).toBe(false);
    expect(isAllowed('checklist/status/scopes', 'checklist/rules/rule')).toBe(false);
    expect(isAllowed('languages/python/calls', 'languages/typescript/calls')).toBe(false);
    expect(isAllowed('main', 'editor/startServer')).toBe(true);
  });

  it('every folder of the server is a room of the staircase', () => {
    const rooms = readdirSync(join(ROOT, 'server/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(rooms.filter((room) => !(room in ARROWS))).toEqual([]);
  });

  it('the staircase has no way back up', () => {
    const order = Object.keys(ARROWS);
    const upwards = order.flatMap((room, at) =>
      ARROWS[room]!.filter((to) => order.indexOf(to.split('/')[0]!) > at).map((to) => `${room} -> ${to}`),
    );
    expect(upwards).toEqual([]);
  });

  it('each room and part imports only what its arrow names', () => {
    const wrong = serverArrows
      .filter(({ from, to }) => !isAllowed(from, to))
      .map(({ from, to }) => `${from} -> ${to}`)
      .filter((arrow) => !(arrow in CROSSED));
    expect(wrong).toEqual([]);
  });

  it('no exception outlives its cause', () => {
    const arrows = new Set(serverArrows.map(({ from, to }) => `${from} -> ${to}`));
    expect(Object.keys(CROSSED).filter((arrow) => !arrows.has(arrow))).toEqual([]);
    const long = product.filter(({ text }) => linesOf(text) > MAX_LINES).map(({ path }) => path);
    expect(Object.keys(TOO_LONG).filter((path) => !long.includes(path))).toEqual([]);
  });

  it('entries are imported by nobody', () => {
    const entries = new Set(['main', 'cli', 'worker']);
    expect(serverArrows.filter(({ to }) => entries.has(to))).toEqual([]);
  });

  it('the worker takes no part in judging or showing', () => {
    const later = ['checklist', 'fixes', 'reports', 'editor', 'commands', 'protocol'];
    const wrong = serverArrows.filter(
      ({ from, to }) => from === 'worker' && later.some((room) => isBelow(to, room)),
    );
    expect(wrong).toEqual([]);
  });

  it('the client imports nothing of the server but the protocol', () => {
    const wrong = client.flatMap(({ path, imports }) =>
      imports
        .filter(({ external, target }) => !external && !isBelow(target, 'client/src'))
        .filter(({ target }) => !isBelow(target, 'server/src/protocol'))
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('nothing imports the client', () => {
    const wrong = [...server, ...scripts].flatMap(({ path, imports }) =>
      imports.filter(({ target }) => isBelow(target, 'client')).map(({ target }) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('the product imports no script and no test', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => isBelow(target, 'scripts') || isBelow(target, 'test'))
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('packages', () => {
  const uses = product.flatMap(({ path, imports }) =>
    imports.filter(({ external }) => external).map(({ target }) => ({ path: withoutEnding(path), target })),
  );

  it.each(Object.entries(HOMES))('%s is imported at home only', (name, homes) => {
    const wrong = uses.filter(
      ({ path, target }) => isBelow(target, name) && !homes.some((home) => isBelow(path, home)),
    );
    expect(wrong).toEqual([]);
  });

  it('nothing reaches the network, starts a process or runs text', () => {
    expect(uses.filter(({ target }) => FORBIDDEN.test(target))).toEqual([]);
    expect(product.flatMap((source) => forbiddenCalls(source))).toEqual([]);
  });

  it('every package is one of package.json', () => {
    const { devDependencies } = readPackage();
    const unknown = uses
      .map(({ target }) => target)
      .filter((target) => !target.startsWith('node:') && target !== 'vscode')
      .map(packageOf)
      .filter((name) => !(name in devDependencies));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

describe('knowledge', () => {
  /** Words of the program that are names of packages too. */
  const WORDS = new Set([
    ...[
      'agents',
      'authentication',
      'backoff',
      'browser',
      'global',
      'invoke',
      'mock',
      'next',
      'payment',
      'retry',
    ],
    ...['limits', 'shell', 'socket', 'test'],
  ]);

  it('linking names no package: what one means stands in rules/', () => {
    const reader = {
      list: (directory: string) => (existsSync(directory) ? readdirSync(directory) : []),
      read: (path: string) => readFileSync(path, 'utf8'),
    };
    const { catalog } = loadCatalog(reader, join(ROOT, 'rules'));
    const names = new Set(
      catalog.packs.flatMap((pack) => [
        pack.id,
        ...PACK_LANGUAGES.flatMap((language) => pack[language]?.packages ?? []),
        ...pack.platforms.map(({ config }) => config),
        ...pack.toolServers.flatMap((toolServer) => toolServer.names),
      ]),
    );
    for (const language of PACK_LANGUAGES) for (const module of catalog.modules(language)) names.add(module);
    const linking = server.filter(({ path }) => path.startsWith('server/src/inventory/linking/'));
    const named = linking.flatMap(({ path, text }) =>
      literalsOf(path, text).flatMap((word) =>
        names.has(word) && !WORDS.has(word) ? [`${path}: ${word}`] : [],
      ),
    );
    expect(names.size).toBeGreaterThan(100);
    expect(named).toEqual([]);
  });
});

describe('modules', () => {
  it('begin with a comment that says what lives here', () => {
    const silent = [...product, ...scripts].filter(
      ({ text }) => !/^(?:#!.*\n)?(?:\/\/ \S|\/\*)/.test(text.replaceAll('\r\n', '\n')),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('have a name that says what they are', () => {
    const wrong = [...product, ...scripts].filter(({ path }) =>
      path.split('/').some((part) => FORBIDDEN_NAMES.test(part.replace(/\..*$/, ''))),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
    const shape = /^[a-z][A-Za-z0-9]*(?:\.generated)?\.(?:ts|mjs)$/;
    expect(product.map(({ path }) => path).filter((path) => !shape.test(basename(path)))).toEqual([]);
  });

  it(`have at most ${MAX_LINES} lines`, () => {
    const long = [...product, ...scripts]
      .filter(({ path, text }) => linesOf(text) > MAX_LINES && !(path in TOO_LONG))
      .map(({ path, text }) => `${path}: ${linesOf(text)}`);
    expect(long).toEqual([]);
  });

  it('wire only, if they are entries', () => {
    const entries = server.filter(({ path }) => /^server\/src\/(?:main|worker)\.ts$/.test(path));
    expect(entries.filter(({ text }) => linesOf(text) > 120).map(({ path }) => path)).toEqual([]);
  });

  it('keep no state of their own', () => {
    const stateful = product.filter(
      ({ path, text }) => !STATEFUL.has(path) && /^(?:export )?let /m.test(text),
    );
    expect(stateful.map(({ path }) => path)).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const text = existsSync(join(ROOT, 'ARCHITECTURE.md'))
    ? readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
    : '';

  it('can be read at one sitting', () => {
    expect(linesOf(text)).toBeGreaterThan(50);
    expect(linesOf(text)).toBeLessThan(200);
  });

  it('names every room and every dependency', () => {
    expect(Object.keys(ARROWS).filter((room) => !text.includes(`${room}/`))).toEqual([]);
    const { devDependencies } = readPackage();
    expect(Object.keys(devDependencies).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Calls of globals that reach out of the process or run text. */
function forbiddenCalls({ path, text }: Source): string[] {
  const found: string[] = [];
  // Most files do not even hold the word; the others are read as syntax.
  if (!new RegExp(`\\b(?:${[...FORBIDDEN_GLOBALS].join('|')})\\b`).test(text)) return found;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : undefined;
    const name = called && nameOf(called);
    if (name && FORBIDDEN_GLOBALS.has(name)) found.push(`${path}: ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The texts written in a source, import paths left out. */
function literalsOf(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

/** `fetch` of `fetch()` and of `globalThis.fetch()`. */
function nameOf(called: ts.Expression): string | undefined {
  if (ts.isIdentifier(called)) return called.text;
  const onGlobal = ts.isPropertyAccessExpression(called) && ts.isIdentifier(called.expression);
  return onGlobal && /^(?:globalThis|global|self|window)$/.test((called.expression as ts.Identifier).text)
    ? called.name.text
    : undefined;
}

/** `@scope/name` or `name` of `name/inside`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function readPackage(): { readonly devDependencies: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as ReturnType<typeof readPackage>;
}
