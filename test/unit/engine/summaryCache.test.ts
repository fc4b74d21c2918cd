// A second run over what the first one kept: the same analysis, nothing parsed, whatever happened to the file.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheDirectory, createCacheFile } from '../../../server/src/workspace/cacheFile';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import type { CacheFile } from '../../../server/src/workspace/ports';
import { differences, openEngine, sampleWorkspace, toData, type Workspace } from './engines';
import { createThread } from './threads';

/** Bytes kept in memory, and how often they were written. */
function memoryCache(content?: Uint8Array): CacheFile & { content?: Uint8Array; written: number } {
  const cache = {
    content,
    written: 0,
    read: async () => cache.content,
    write: async (next: Uint8Array) => {
      cache.content = Uint8Array.from(next);
      cache.written++;
    },
  };
  return cache;
}

/** A scan with a cache, and the files whose text was read to be parsed. */
async function scan(files: Workspace, file: CacheFile, version = '1') {
  const parsed: string[] = [];
  const engine = openEngine(files, {
    cache: { file, version },
    threads: {
      most: 2,
      start: () =>
        createThread(({ path }) => {
          parsed.push(path);
          return 'answer';
        }),
    },
  });
  const data = toData((await engine.scan())!);
  await engine.close();
  return { data, parsed };
}

/** More files than are parsed without threads. */
function workspace(): Workspace {
  const files = sampleWorkspace();
  for (let at = 0; at < 30; at++)
    files.set(
      `api/src/extra${at}.ts`,
      `import OpenAI from 'openai';\nexport const client${at} = new OpenAI({ maxRetries: ${at} });\n`,
    );
  return files;
}

describe('summaries kept between runs', () => {
  it('give the same analysis, with nothing parsed', async () => {
    const files = workspace();
    const cache = memoryCache();
    const plain = toData((await openEngine(files).scan())!);
    const first = await scan(files, cache);
    expect(differences(first.data, plain)).toEqual([]);
    expect(first.parsed.length).toBeGreaterThan(30);
    const second = await scan(files, cache);
    expect(differences(second.data, plain)).toEqual([]);
    expect(second.parsed.filter((path) => path.includes('extra'))).toEqual([]);
  });

  it('are of no use for a file that changed', async () => {
    const files = workspace();
    const cache = memoryCache();
    await scan(files, cache);
    const changed = new Map(files).set(
      'api/src/extra3.ts',
      "import OpenAI from 'openai';\nexport const client3 = new OpenAI({ maxRetries: 0 });\n",
    );
    const second = await scan(changed, cache);
    expect(differences(second.data, toData((await openEngine(changed).scan())!))).toEqual([]);
    expect(cache.written).toBe(2);
  });

  it('are written only when something is new', async () => {
    const files: Workspace = new Map([
      ['package.json', '{ "dependencies": { "openai": "6.0.0" } }'],
      ['a.ts', "import OpenAI from 'openai';\nexport const client = new OpenAI();\n"],
    ]);
    const cache = memoryCache();
    await scan(files, cache);
    await scan(files, cache);
    expect(cache.written).toBe(1);
    files.delete('a.ts');
    files.set('b.ts', "import OpenAI from 'openai';\nexport const other = new OpenAI();\n");
    await scan(files, cache);
    expect(cache.written).toBe(2);
  });

  it('count as none when another program made them', async () => {
    const files = workspace();
    const cache = memoryCache();
    await scan(files, cache, '1');
    const second = await scan(files, cache, '2');
    expect(second.parsed.length).toBeGreaterThan(30);
  });
});

describe('a damaged cache', () => {
  it('is made anew, whatever is wrong with it, and changes nothing in the analysis', async () => {
    const files = workspace();
    const whole = memoryCache();
    const { data } = await scan(files, whole);
    const good = whole.content!;
    const flipped = (at: number): Uint8Array =>
      good.map((byte, index) => (index === at ? byte ^ 0xff : byte));
    const damaged = {
      empty: new Uint8Array(),
      'three bytes': good.slice(0, 3),
      'cut off': good.slice(0, Math.floor(good.length / 2)),
      'another length of the head': flipped(2),
      'a bit of the head': flipped(40),
      'a byte of a summary': flipped(good.length - 200),
      'something else': new TextEncoder().encode('{"entries": []}'.repeat(50)),
    };
    for (const [what, content] of Object.entries(damaged)) {
      const cache = memoryCache(content);
      const again = await scan(files, cache);
      expect(differences(again.data, data), what).toEqual([]);
      expect(cache.written, what).toBe(1);
      expect(differences((await scan(files, cache)).data, data), what).toEqual([]);
    }
  });

  it('that cannot be read or written costs nothing but time', async () => {
    const files = workspace();
    const refusing: CacheFile = {
      read: async () => undefined,
      write: async () => {
        throw new Error('no space left');
      },
    };
    expect(
      differences((await scan(files, refusing)).data, toData((await openEngine(files).scan())!)),
    ).toEqual([]);
  });
});

describe('a file that changes between being read and being parsed', () => {
  it('is never kept under the text it had before', async () => {
    const before = "import OpenAI from 'openai';\nexport const client = new OpenAI({ maxRetries: 0 });\n";
    const after = "import OpenAI from 'openai';\nexport const client = new OpenAI({ maxRetries: 5 });\n";
    const files: Workspace = new Map([['a.ts', before]]);
    const port = createMemoryFiles(files);
    let reads = 0;
    const moving = {
      ...port,
      read: async (path: string) => new TextEncoder().encode(path === 'a.ts' && ++reads > 1 ? after : before),
    };
    const cache = memoryCache();
    const engine = openEngine(files, { files: moving, cache: { file: cache, version: '1' } });
    await engine.scan();
    await engine.close();
    const { data } = await scan(new Map([['a.ts', before]]), cache);
    expect(differences(data, toData((await openEngine(new Map([['a.ts', before]])).scan())!))).toEqual([]);
  });
});

describe('the file of a cache', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'airworthy-cache-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is readable by its user only, one for each root, and comes back as it was written', async () => {
    const inside = join(directory, 'deep', 'airworthy');
    const one = createCacheFile(inside, '/home/ana/one');
    const other = createCacheFile(inside, '/home/ana/other');
    expect(await one.read()).toBeUndefined();
    await one.write(new Uint8Array([1, 2, 3]));
    await other.write(new Uint8Array([4]));
    expect([...(await one.read())!]).toEqual([1, 2, 3]);
    expect([...(await other.read())!]).toEqual([4]);
    const names = readdirSync(inside);
    expect(names).toHaveLength(2);
    if (process.platform !== 'win32')
      for (const name of names) expect(statSync(join(inside, name)).mode & 0o077).toBe(0);
    expect(names.join()).not.toContain('ana');
  });

  it('goes when nobody used it for a month; nothing else is touched', async () => {
    await createCacheFile(directory, '/gone').write(new Uint8Array([1]));
    const [old] = readdirSync(directory);
    const longAgo = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000);
    utimesSync(join(directory, old!), longAgo, longAgo);
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    utimesSync(join(directory, 'notes.txt'), longAgo, longAgo);
    await createCacheFile(directory, '/here').write(new Uint8Array([2]));
    expect(readdirSync(directory)).toHaveLength(2);
    expect(readdirSync(directory)).not.toContain(old);
    expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('lies where this system keeps what can be made again', () => {
    expect(cacheDirectory('linux', { XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'airworthy'));
    expect(cacheDirectory('linux', {})).toMatch(/[\\/]\.cache[\\/]airworthy$/);
    expect(cacheDirectory('darwin', {})).toMatch(/Library[\\/]Caches[\\/]airworthy$/);
    expect(cacheDirectory('win32', { LOCALAPPDATA: 'L' })).toBe(join('L', 'airworthy', 'cache'));
  });
});
