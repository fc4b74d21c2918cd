import { describe, expect, test } from 'vitest';
import { Catalog } from '../../../server/src/catalog/catalog';
import { select } from '../../../server/src/catalog/entry';
import { type Pack, packSchema } from '../../../server/src/catalog/pack';

const pack = (id: string, parts: object): Pack =>
  packSchema.parse({ id, title: id, kind: 'sdk', certainty: 'verified', ...parts });

const catalog = Catalog.of([
  pack('base', {
    typescript: {
      packages: ['base', 'base-core'],
      pure: ['lodash', '@scope/pure'],
      exports: {
        'node:fs|fs/promises:readFile': { effect: { name: 'fs-read', grade: 'read' } },
        'global:fetch': { effect: { name: 'network', grade: 'unknown' } },
        'base:default|Client': { returns: 'Client' },
        'base:Client.connect': { returns: 'Client' },
        'base:Model': { as: 'value', returns: 'Model' },
      },
      types: {
        Runnable: { members: { invoke: { request: {} }, pipe: { returns: 'receiver' } } },
        Model: { extends: ['Runnable'], members: { invoke: { request: { output: 'object' } } } },
        Client: {
          members: {
            'beta|.chat.create|parse': { request: {}, returns: 'Model' },
            '*.findMany': { effect: { name: 'db-read', grade: 'read' } },
            'user.findMany': { effect: { name: 'db-read', grade: 'unknown' } },
            'get_*': { returns: 'Model' },
            'get_raw_*': { returns: 'Runnable' },
            '()': { request: {} },
          },
        },
      },
      fileRoutes: [{ files: ['app/**'], handlers: ['GET'], base: ['app'], parameters: ['Client', '_'] }],
    },
  }),
  pack('extra', {
    typescript: {
      packages: ['extra', 'base-core'],
      exports: {
        'base:Client': { tracer: { sees: ['base'] } },
        'npm:extra@2/sub:make': { returns: 'base/Client' },
      },
      types: { Special: { extends: ['base/Model'] }, Loop: { extends: ['Loop', 'Special'] } },
    },
    python: {
      exports: {
        'extra:make': [
          { versions: '<2', returns: 'Old' },
          { versions: '>=2', returns: 'New' },
        ],
      },
      types: { Old: {}, New: {} },
    },
  }),
]);

const ts = 'typescript';

describe('exports', () => {
  test('every alternative of module and name is found, with types qualified', () => {
    expect(catalog.meaningsOf(ts, 'base:default').map(({ meaning }) => meaning.returns)).toEqual([
      'base/Client',
    ]);
    expect(catalog.meaningsOf(ts, 'extra/sub:make').map(({ meaning }) => meaning.returns)).toEqual([
      'base/Client',
    ]);
  });

  test('packs that speak of one name are both heard', () => {
    expect(catalog.meaningsOf(ts, 'base:Client').map(({ pack }) => pack)).toEqual(['base', 'extra']);
  });

  test('node: in front makes no difference', () => {
    expect(catalog.meaningsOf(ts, 'fs:readFile')).toHaveLength(1);
    expect(catalog.meaningsOf(ts, 'node:fs:readFile')).toHaveLength(1);
    expect(catalog.knowsModule(ts, 'node:fs')).toBe(true);
    expect(catalog.modules(ts).has('fs/promises')).toBe(true);
  });

  test('globals are no modules', () => {
    expect(catalog.globals(ts)).toEqual(new Set(['fetch']));
    expect(catalog.modules(ts).has('global')).toBe(false);
    expect(catalog.meaningsOf(ts, 'global:fetch')).toHaveLength(1);
  });

  test('members of exported names', () => {
    expect(catalog.isExportPrefix(ts, 'base:Client')).toBe(true);
    expect(catalog.isExportPrefix(ts, 'base:default')).toBe(false);
    expect(catalog.meaningsOf(ts, 'base:Client.connect')).toHaveLength(1);
  });

  test('names nobody knows, and the other language, give nothing', () => {
    expect(catalog.meaningsOf(ts, 'base:Unknown')).toEqual([]);
    expect(catalog.meaningsOf(ts, 'no colon')).toEqual([]);
    expect(catalog.meaningsOf('python', 'base:Client')).toEqual([]);
  });
});

describe('members', () => {
  test('a step may be left out', () => {
    for (const path of ['chat.create', 'beta.chat.parse']) {
      expect(catalog.membersOf(ts, 'base/Client', path)[0]?.meaning.returns).toBe('base/Model');
    }
    expect(catalog.membersOf(ts, 'base/Client', 'beta.create')).toEqual([]);
  });

  test('starts of member paths are known', () => {
    expect(catalog.isMemberPrefix(ts, 'base/Client', 'beta.chat')).toBe(true);
    expect(catalog.isMemberPrefix(ts, 'base/Client', 'beta.chat.create')).toBe(false);
    expect(catalog.isMemberPrefix(ts, 'base/Client', 'anything')).toBe(true);
    expect(catalog.isMemberPrefix(ts, 'base/Runnable', 'anything')).toBe(false);
  });

  test('an exact name wins over a pattern, a longer pattern over a shorter one', () => {
    const grade = (path: string) => catalog.membersOf(ts, 'base/Client', path)[0]?.meaning.effect?.grade;
    expect(grade('user.findMany')).toBe('unknown');
    expect(grade('order.findMany')).toBe('read');
    expect(grade('a.b.findMany')).toBeUndefined();
    expect(catalog.membersOf(ts, 'base/Client', 'get_raw_x')[0]?.meaning.returns).toBe('base/Runnable');
    expect(catalog.membersOf(ts, 'base/Client', 'get_x')[0]?.meaning.returns).toBe('base/Model');
  });

  test('inherited members, own ones first, across packs, and through a cycle', () => {
    const output = (type: string) => catalog.membersOf(ts, type, 'invoke')[0]?.meaning.request?.output;
    expect(output('base/Runnable')).toBe('text');
    expect(output('base/Model')).toBe('object');
    expect(output('extra/Special')).toBe('object');
    expect(output('extra/Loop')).toBe('object');
    expect(catalog.membersOf(ts, 'extra/Special', 'pipe')[0]?.meaning.returns).toBe('receiver');
    expect(catalog.isType(ts, 'extra/Special', 'base/Runnable')).toBe(true);
    expect(catalog.isType(ts, 'base/Runnable', 'base/Model')).toBe(false);
  });

  test('calling the instance', () => {
    expect(catalog.membersOf(ts, 'base/Client', '()')).toHaveLength(1);
  });
});

describe('types of annotations', () => {
  test('a class stands for what it creates, a value for what it is', () => {
    expect(catalog.typeOf(ts, 'base:Client')).toBe('base/Client');
    expect(catalog.typeOf(ts, 'base:Model')).toBe('base/Model');
    expect(catalog.typeOf(ts, 'global:fetch')).toBeUndefined();
  });

  test('the version decides between alternatives; without it there is no type', () => {
    expect(catalog.typeOf('python', 'extra:make', '1.4.0')).toBe('extra/Old');
    expect(catalog.typeOf('python', 'extra:make', '^2')).toBe('extra/New');
    expect(catalog.typeOf('python', 'extra:make')).toBeUndefined();
  });
});

describe('choosing among alternatives', () => {
  test('the form of the use and the version of the pack decide', () => {
    const entries = catalog.meaningsOf('python', 'extra:make');
    expect(select(entries, 'call', () => '3.0.0').map(({ meaning }) => meaning.returns)).toEqual([
      'extra/New',
    ]);
    expect(select(entries, 'decorator', () => '3.0.0')).toEqual([]);
    expect(select(catalog.meaningsOf(ts, 'base:Model'), 'call', () => undefined)).toEqual([]);
  });
});

describe('packages and files', () => {
  test('a distribution may belong to several packs', () => {
    expect(catalog.packsOfPackage(ts, 'base-core')).toEqual(['base', 'extra']);
    expect(catalog.packagesOf(ts, 'base')).toEqual(['base', 'base-core']);
    expect(catalog.packagesOf('python', 'base')).toEqual([]);
  });

  test('pure modules cover what lies below them, not their neighbours', () => {
    expect(catalog.isPure(ts, 'lodash/fp')).toBe(true);
    expect(catalog.isPure(ts, '@scope/pure/deep')).toBe(true);
    expect(catalog.isPure(ts, '@scope/other')).toBe(false);
    expect(catalog.isPure(ts, 'lodash-es')).toBe(false);
  });

  test('types of handler parameters are qualified', () => {
    expect(catalog.fileRoutes(ts).map(({ pack, parameters }) => [pack, parameters])).toEqual([
      ['base', ['base/Client', '_']],
    ]);
  });
});
