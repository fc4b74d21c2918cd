import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalog, loadPacks, type RuleReader } from '../../../server/src/catalog/load';
import type { SourceError } from '../../../server/src/catalog/yamlSource';

const HEAD = 'id: sample\ntitle: Sample\nkind: sdk\ncertainty: verified\n';

function reader(files: Record<string, string>): RuleReader {
  return {
    list: (directory) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${directory}/`))
        .map((path) => path.slice(directory.length + 1)),
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
  };
}

function errorsOf(body: string, head = HEAD): readonly SourceError[] {
  return loadPacks(reader({ 'a.yaml': head + body }), ['a.yaml']).errors;
}

/** Line and column of the only place a text stands at, 1-based. */
function placeOf(text: string, needle: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(needle));
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n') };
}

describe('faults of one file', () => {
  test('a word that is no slot is named with its place', () => {
    const body = 'typescript:\n  exports:\n    x:Y:\n      client: { apiKey: first.key }\n';
    expect(errorsOf(body)).toEqual([
      {
        path: 'a.yaml',
        ...placeOf(HEAD + body, 'apiKey'),
        message: expect.stringContaining('"first.key" is no slot'),
      },
    ]);
  });

  test('an unknown key is placed at the key, also inside one of several alternatives', () => {
    const body = 'python:\n  exports:\n    x:Y:\n      - { as: call }\n      - { as: new, retuns: Client }\n';
    expect(errorsOf(body)).toEqual([
      { path: 'a.yaml', ...placeOf(HEAD + body, 'retuns'), message: 'unknown key "retuns"' },
    ]);
  });

  test('an unknown setting name is refused', () => {
    const body = 'python:\n  exports:\n    x:Y: { settings: { maxToken: { slots: kw.n } } }\n';
    const [error, ...others] = errorsOf(body);
    expect(others).toEqual([]);
    expect(error).toMatchObject(placeOf(HEAD + body, 'maxToken:'));
  });

  test.each([
    [
      'a platform',
      'platforms: [{ config: a.json, title: A, framework: a, graphs: x, graph: x }]\n',
      'graph:',
    ],
    [
      'the path of a platform’s config',
      'platforms: [{ title: A, framework: a, graphs: x, config: b/a.json }]\n',
      'config:',
    ],
    ['what is lifted', 'typescript:\n  exports:\n    x:Y: { lifts: first }\n', 'lifts'],
    ['what handlers return', 'returnValue: lost\n', 'returnValue'],
  ])('%s that is spelt wrong is placed', (_, body, needle) => {
    expect(errorsOf(body)[0]).toMatchObject(placeOf(HEAD + body, needle));
  });

  test('a fault in a merged anchor is placed where it is written', () => {
    const body =
      'shared:\n  base: &base { client: { apiKey: nowhere } }\ntypescript:\n  exports:\n    x:Y: { <<: *base, versions: ">=1" }\n';
    expect(errorsOf(body)[0]).toMatchObject(placeOf(HEAD + body, 'apiKey'));
  });

  test('places are right with CRLF and characters outside the basic plane', () => {
    const body = '# \u{1F600}\ntypescript:\n  exports:\n    "x:\u{1F600}": { as: sometimes }\n';
    const text = (HEAD + body).replace(/\n/g, '\r\n');
    const { errors } = loadPacks(reader({ 'a.yaml': text }), ['a.yaml']);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ line: 8, column: 15 });
  });

  test.each([
    ['text that is no YAML', 'typescript: [\n'],
    ['a key written twice', 'python: {}\npython: {}\n'],
    ['an alias nobody defined', 'python: *nothing\n'],
  ])('%s is an error and no crash', (_, body) => {
    const errors = errorsOf(body);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]?.line).toBeGreaterThan(4);
  });

  test('an empty file says what is missing', () => {
    expect(errorsOf('', '').length).toBeGreaterThan(0);
  });

  test('aliases cannot blow up', () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `  l${at + 1}: &l${at + 1} [${Array(10).fill(`*l${at}`).join(', ')}]`,
    );
    const errors = errorsOf(`shared:\n  l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(errors.map(({ message }) => message).join()).toContain('alias');
  });

  test('a file that cannot be read is an error, the others still load', () => {
    const { catalog, errors } = loadPacks(reader({ 'a.yaml': HEAD }), ['missing.yaml', 'a.yaml']);
    expect(errors).toEqual([
      { path: 'missing.yaml', line: 1, column: 1, message: 'cannot be read: no such file' },
    ]);
    expect(catalog.pack('sample')).toBeDefined();
  });
});

describe('faults between parts', () => {
  test.each<[string, string, string, string?]>([
    ['returns', 'python:\n  exports:\n    x:Y: { returns: Clint }\n', 'unknown type "Clint"'],
    [
      'a type of another pack',
      'python:\n  exports:\n    x:Y: { returns: other/Client }\n',
      'unknown type "other/Client"',
    ],
    ['extends', 'python:\n  types:\n    A: { extends: [Base] }\n', 'unknown type "Base"'],
    [
      'a type that only the other language has',
      'typescript:\n  types: { A: {} }\npython:\n  exports:\n    x:Y: { returns: A }\n',
      'unknown type "A"',
    ],
    ['a drop-in', 'python:\n  exports:\n    x:Y: { like: "y:Z" }\n', 'no pack knows "y:Z"'],
    [
      'handler parameters',
      'python:\n  exports:\n    x:Y: { route: { method: GET, path: arg0, handlers: arg1, parameters: [_, Request] } }\n',
      'unknown type "Request"',
    ],
    [
      'a slot to return',
      'python:\n  exports:\n    x:Y: { returns: "slot:first" }\n',
      '"slot:first" names no slot',
    ],
    [
      'a version range',
      'python:\n  exports:\n    x:Y: { versions: "5 to 6" }\n',
      '"5 to 6" is no version range',
    ],
    [
      'the range of a default',
      'python:\n  exports:\n    x:Y: { settings: { retries: { default: [{ versions: new, value: 1 }] } } }\n',
      '"new" is no version range',
    ],
    [
      'what handlers return, outside of a framework',
      'python: {}\nreturnValue: ignored\n',
      'only a framework has handlers that return',
    ],
    [
      'what instruments an SDK, outside of one',
      'python: {}\ninstrumented: calls\n',
      'only an SDK is instrumented',
      HEAD.replace('kind: sdk', 'kind: framework'),
    ],
    [
      'a server under two descriptions',
      'toolServers:\n  - { names: [shop-mcp], widest: read }\n  - { names: [desk-mcp, shop-mcp], widest: write-external }\n',
      'server "shop-mcp" is already defined in a.yaml',
    ],
    ['an export without a module', 'python:\n  exports:\n    Client: {}\n', '"Client" is no module:Name'],
    ['an export with a colon too many', 'python:\n  exports:\n    x:y|z:Client: {}\n', '"x:y" is no module'],
    [
      'a name spelt by two keys',
      'python:\n  exports:\n    x:A|B: {}\n    x:B: {}\n',
      '"x:B" is already defined by "x:A|B"',
    ],
    [
      'a member spelt by two keys',
      'python:\n  types:\n    T:\n      members:\n        raw|.create: {}\n        create: {}\n',
      '"create" is already defined by "raw|.create"',
    ],
  ])('%s', (_, body, message, head) => {
    const errors = errorsOf(body, head);
    expect(errors.map((error) => error.message)).toEqual([message]);
    expect(errors[0]?.line).toBeGreaterThan(5);
  });

  test('two packs with one id', () => {
    const files = { 'a.yaml': HEAD, 'b.yaml': HEAD };
    expect(loadPacks(reader(files), ['a.yaml', 'b.yaml']).errors).toEqual([
      { path: 'b.yaml', line: 1, column: 1, message: 'pack "sample" is already defined in a.yaml' },
    ]);
  });
});

describe('a rules directory', () => {
  test('all four folders are read, other files and missing folders are passed over', () => {
    const files = {
      'rules/sdks/a.yaml': HEAD,
      'rules/sdks/notes.md': 'not a pack',
      'rules/products/b.yml': HEAD.replace('id: sample', 'id: other'),
    };
    const { catalog, errors } = loadCatalog(reader(files), 'rules');
    expect(errors).toEqual([]);
    expect(catalog.packs.map(({ id }) => id)).toEqual(['sample', 'other']);
  });

  test('the rules of this repository load without a fault', () => {
    const disk: RuleReader = {
      list: (directory) => (existsSync(directory) ? readdirSync(directory) : []),
      read: (path) => readFileSync(path, 'utf8'),
    };
    const { catalog, errors } = loadCatalog(disk, 'rules');
    expect(errors.map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`)).toEqual(
      [],
    );
    expect(catalog.packs.length).toBeGreaterThanOrEqual(9);
  });
});
