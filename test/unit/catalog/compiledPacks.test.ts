import { expect, test } from 'vitest';
import { compilePacks, readCompiledPacks } from '../../../server/src/catalog/compiledPacks';
import { loadPacks } from '../../../server/src/catalog/load';

const TEXT = `id: sample
title: Sample
kind: sdk
certainty: verified
shared: { key: &key { apiKey: [arg0.key, kw.key] } }
typescript:
  exports:
    x:Client: { returns: Client, client: *key, settings: { retries: { slots: arg0.n, default: { count: 2 } } } }
  types:
    Client: { members: { "get_*": { returns: receiver } } }
`;

test('a compiled catalog answers as the loaded one does', () => {
  const { catalog } = loadPacks({ list: () => [], read: () => TEXT }, ['a.yaml']);
  const text = compilePacks(catalog);
  const again = readCompiledPacks(text);
  for (const each of [catalog, again]) {
    expect(each.meaningsOf('typescript', 'x:Client')[0]?.meaning).toMatchObject({
      returns: 'sample/Client',
      client: {
        apiKey: [
          { from: 'argument', index: 0, path: ['key'] },
          { from: 'keyword', name: 'key', path: [] },
        ],
      },
      settings: { retries: { default: [{ value: { count: 2 } }] } },
    });
    expect(each.membersOf('typescript', 'sample/Client', 'get_x')).toHaveLength(1);
  }
  expect(compilePacks(again)).toBe(text);
  expect(text).not.toContain('shared');
});

test('a text of another form is refused', () => {
  expect(() => readCompiledPacks('{"form":0,"packs":[]}')).toThrow('build again');
});
