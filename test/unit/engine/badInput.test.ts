import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/engine/analysis';
import { loadSecretFormats } from '../../../server/src/inventory/secrets/formats';
import { expandSecrets } from '../../fixtures/expandSecrets';
import { openEngine, ruleData, sampleWorkspace, type Workspace } from './engines';
import { createStrangeFiles, type Strange } from './strangeFiles';

const { formats } = loadSecretFormats(ruleData.reader, '');
const DEEP = 100_000;

async function scan(extra: Workspace, strange: Strange = {}): Promise<Analysis> {
  const files = new Map([...sampleWorkspace(), ...extra]);
  const analysis = await openEngine(files, { files: createStrangeFiles(files, strange) }).scan();
  return analysis!;
}

function whySkipped(analysis: Analysis, path: string): string | undefined {
  const lines = analysis.inventory.files.skipped.filter((one) => one.path === path);
  expect(lines.length, `lines about ${path}`).toBeLessThanOrEqual(1);
  return lines[0]?.why;
}

/** Why a file was read in part only, and the line of it, 1-based. */
function inPart(analysis: Analysis, path: string): [string, number | undefined][] {
  return analysis.inventory.files.partial
    .filter((one) => one.path === path)
    .map(({ why, place }) => [why, place && analysis.lineTable(path)!.positionAt(place.start).line + 1]);
}

/** Ids of the facts of the sample, which must be there whatever else lies in the folder. */
function factIds(analysis: Analysis): string[] {
  return analysis.inventory.facts.filter(({ kind }) => kind !== 'file').map(({ id }) => id);
}

const sample = scan(new Map());

async function nothingLost(analysis: Analysis): Promise<void> {
  const found = new Set(factIds(analysis));
  const known = factIds(await sample);
  expect(known.length).toBeGreaterThan(20);
  expect(known.filter((id) => !found.has(id))).toEqual([]);
}

const CLIENT_TS = "import OpenAI from 'openai';\nexport const strange = new OpenAI({ maxRetries: 0 });\n";

describe('files that are not what they seem', () => {
  it.each([
    ['api/src/picture.ts', new Uint8Array([0x89, 0x50, 0, 0, 1, 2]), 'binary content'],
    ['api/src/module.py', new Uint8Array([0, 1, 2, 3]), 'binary content'],
    ['api/settings.json', new Uint8Array([0, 255]), 'binary content'],
  ])('%s: a binary file is named with its reason', async (path, bytes, why) => {
    const analysis = await scan(new Map([[path, bytes]]));
    expect(whySkipped(analysis, path)).toBe(why);
    await nothingLost(analysis);
  });

  it('a picture is no line worth', async () => {
    const analysis = await scan(new Map([['api/logo.png', new Uint8Array([0x89, 0x50, 0, 0])]]));
    expect(whySkipped(analysis, 'api/logo.png')).toBeUndefined();
  });

  it('empty files are files', async () => {
    const paths = [
      'api/src/empty.ts',
      'worker/lumen_worker/empty.py',
      'a/package.json',
      'b/pyproject.toml',
      'c/compose.yaml',
      'd/airworthy.yaml',
      'e/.env',
      'f/Dockerfile',
      'g/requirements.txt',
      'h/pnpm-lock.yaml',
    ];
    const analysis = await scan(new Map(paths.map((path) => [path, ''])));
    for (const path of paths) expect(whySkipped(analysis, path)).toBeUndefined();
    await nothingLost(analysis);
  });

  it('a text with invalid UTF-8 is read, and what it holds is found', async () => {
    const bytes = Buffer.concat([
      Buffer.from(CLIENT_TS),
      Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0xc3, 0x28, 0x0a]),
    ]);
    const analysis = await scan(new Map([['api/src/strange.ts', bytes]]));
    expect(factIds(analysis)).toContain('model-client:api/src/strange.ts#strange');
    expect(inPart(analysis, 'api/src/strange.ts')).toEqual([
      ['some of its bytes are not valid text and were read as "\ufffd"', undefined],
    ]);
    await nothingLost(analysis);
  });

  it('a template that is no YAML yet is named as one, a broken file as broken', async () => {
    const analysis = await scan(
      new Map([
        ['chart/templates/map.yaml', 'a: 1\n{{ if .Values.on }}\nkind: [\n{{ else }}\n: : b\n{{ end }}\n'],
        ['chart/templates/good.yaml', '{{ if .Values.on }}\nkind: ConfigMap\n{{ end }}\n'],
        ['play.yaml', '{% for one in all %}\n- {{ one }}\n{% endfor %}\n'],
        ['prompts.yaml', 'greeting: "Hello {{ name }}"\nbroken: [\n'],
      ]),
    );
    const template = 'it is a template that is no YAML before it is filled in, so what it holds is not known';
    expect(inPart(analysis, 'chart/templates/map.yaml')).toEqual([[template, undefined]]);
    expect(inPart(analysis, 'chart/templates/good.yaml')).toEqual([]);
    expect(inPart(analysis, 'play.yaml')).toEqual([[template, undefined]]);
    expect(inPart(analysis, 'prompts.yaml')).toEqual([[expect.stringContaining('cannot be parsed here'), 3]]);
    await nothingLost(analysis);
  });

  it('text of no language with invalid UTF-8 is no line worth', async () => {
    const analysis = await scan(new Map([['api/notes.txt', Buffer.from([0x63, 0xe9, 0x0a])]]));
    expect(analysis.inventory.files.partial).toEqual([]);
  });

  it.each(['typescript', 'python'])(
    'places in %s with CRLF, a byte order mark and emoji are those of an editor',
    async (language) => {
      const [path, text] =
        language === 'python'
          ? [
              'worker/lumen_worker/strange.py',
              '# 😀😀 note\r\nfrom openai import OpenAI\r\nlabel = "😀"; strange = OpenAI(max_retries=0)\r\n',
              'OpenAI',
            ]
          : [
              'api/src/strange.ts',
              "// 😀😀 note\r\nimport OpenAI from 'openai';\r\nconst label = '😀'; export const strange = new OpenAI({ maxRetries: 0 });\r\n",
              'OpenAI',
            ];
      const analysis = await scan(new Map([[path, `\ufeff${text}`]]));
      const fact = analysis.inventory.facts.find(
        (one) => one.kind === 'model-client' && one.place.path === path,
      )!;
      expect(text.slice(fact.place.start, fact.place.end)).toMatch(/strange|OpenAI/);
      expect(analysis.lineTable(path)!.positionAt(fact.place.start).line).toBe(2);
    },
  );
});

describe('text that does not parse', () => {
  const broken: [string, string, number?][] = [
    ['api/src/broken.ts', `${CLIENT_TS}export function (((\n`, 3],
    [
      'worker/lumen_worker/broken.py',
      'from openai import OpenAI\nstrange = OpenAI(max_retries=0)\ndef (:\n  [\n',
      3,
    ],
    ['api/broken.json', '{\n  "a": [1, ', 2],
    ['api/broken.yaml', 'x: 1\na: [1, 2\nb: }\n', 3],
    ['api/broken.toml', '[project\nname = '],
    ['api/Dockerfile.broken', 'FROM\nRUN ["'],
  ];

  it.each(broken)('%s', async (path, text, line) => {
    const analysis = await scan(new Map([[path, text]]));
    await nothingLost(analysis);
    if (/broken\.(ts|py)$/.test(path)) expect(factIds(analysis)).toContain(`model-client:${path}#strange`);
    const lines = inPart(analysis, path);
    if (line !== undefined) expect(lines).toEqual([[expect.stringContaining('cannot be parsed here'), line]]);
    expect(lines.length + (whySkipped(analysis, path) === undefined ? 0 : 1)).toBeLessThanOrEqual(1);
  });

  it('a broken manifest has a remark where it breaks, and what is sound of it holds', async () => {
    const text = 'version: 1\nseverity: { reliability/retries: off }\nwaivers: [ { item: \n';
    const analysis = await scan(new Map([['airworthy.yaml', text]]));
    expect(analysis.remarks).toContainEqual(
      expect.objectContaining({ code: 'syntax', place: expect.objectContaining({ path: 'airworthy.yaml' }) }),
    );
    await nothingLost(analysis);
  });
});

describe('code that cannot be followed', () => {
  it.each<[string, [string, string][]]>([
    [
      'a Python module that imports from itself',
      [['worker/lumen_worker/own.py', 'from .own import extra\nextra.create()\n']],
    ],
    [
      'Python modules in a circle',
      [
        ['worker/lumen_worker/a.py', 'from openai import OpenAI\nfrom .b import extra\nx = extra()\n'],
        ['worker/lumen_worker/b.py', 'from .c import extra\n'],
        ['worker/lumen_worker/c.py', 'from .a import extra\n'],
      ],
    ],
    [
      'TypeScript modules in a circle',
      [
        [
          'api/src/a.ts',
          "import OpenAI from 'openai';\nimport { extra } from './b.js';\nexport { extra };\nextra();\n",
        ],
        ['api/src/b.ts', "import { extra } from './a.js';\nexport { extra };\nexport * from './a.js';\n"],
      ],
    ],
  ])('%s', async (_case, files) => {
    const analysis = await scan(new Map(files));
    for (const [path] of files) expect(whySkipped(analysis, path)).toBeUndefined();
    await nothingLost(analysis);
  });

  it('a module the linker fails on costs its own facts only, and is named', async () => {
    const catalog = Object.create(ruleData.catalog, {
      meaningsOf: {
        value(...[language, key]: Parameters<typeof ruleData.catalog.meaningsOf>) {
          if (key === 'openai:boom') throw new RangeError('Maximum call stack size exceeded');
          return ruleData.catalog.meaningsOf(language, key);
        },
      },
    });
    const files = new Map([
      ...sampleWorkspace(),
      ['api/src/boom.ts', "import { boom } from 'openai';\nboom();\n"],
    ]);
    const engine = openEngine(files, { ruleData: { ...ruleData, catalog } });
    const analysis = (await engine.scan())!;
    expect(whySkipped(analysis, 'api/src/boom.ts')).toContain('cannot be followed');
    await nothingLost(analysis);
    files.set('api/src/boom.ts', CLIENT_TS);
    const mended = (await engine.update([{ path: 'api/src/boom.ts', kind: 'changed' }]))!;
    expect(whySkipped(mended, 'api/src/boom.ts')).toBeUndefined();
  });
});

describe('100,000 nested brackets', () => {
  const named = /nested too deeply|cannot be parsed/;
  it.each<[string, string, RegExp?]>([
    ['api/src/deep.ts', `${CLIENT_TS}const a = ${'['.repeat(DEEP)}`, named],
    ['api/src/deep.tsx', CLIENT_TS + '<a>'.repeat(DEEP), named],
    ['worker/lumen_worker/deep.py', `import openai\na = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['worker/lumen_worker/deeper.py', `import openai\na = ${'f('.repeat(DEEP)}`],
    ['api/deep.json', '['.repeat(DEEP) + ']'.repeat(DEEP), named],
    ['deep/package.json', '{"a":'.repeat(DEEP), named],
    ['api/deep.yaml', '['.repeat(DEEP) + ']'.repeat(DEEP), named],
    ['api/deeper.yaml', '- '.repeat(DEEP), named],
    ['deep/airworthy.yaml', `exclude: ${'['.repeat(DEEP)}`, named],
    ['deep/pyproject.toml', `a = ${'['.repeat(DEEP)}`],
    ['deep/pnpm-lock.yaml', '{a: '.repeat(DEEP)],
  ])('in %s end neither the scan nor the process', { timeout: 120_000 }, async (path, text, why) => {
    const analysis = await scan(new Map([[path, text]]));
    await nothingLost(analysis);
    if (why) expect(whySkipped(analysis, path)).toMatch(why);
    if (path.endsWith('airworthy.yaml'))
      expect(analysis.remarks.map(({ message }) => message)).toContain(
        'The file is nested too deeply to be read.',
      );
  });
});

describe('files and folders that cannot be read', () => {
  it('an unreadable folder is named, the rest is read', async () => {
    const analysis = await scan(new Map(), { unreadable: ['api/src/secret'] });
    expect(whySkipped(analysis, 'api/src/secret')).toBe('permission denied');
    await nothingLost(analysis);
  });

  it('a loop of links is not followed, a broken link is named', async () => {
    const links = {
      'api/src/loop': 'api',
      'api/src/self.ts': 'api/src/self.ts',
      'worker/up': '',
      'api/gone.ts': undefined,
    };
    const analysis = await scan(new Map(), { links });
    expect(whySkipped(analysis, 'api/gone.ts')).toContain('broken');
    expect(whySkipped(analysis, 'api/src/loop')).toContain('a folder it lies in');
    expect(whySkipped(analysis, 'worker/up')).toContain('a folder it lies in');
    expect(analysis.inventory.facts.some(({ place }) => place.path.includes('loop/'))).toBe(false);
    await nothingLost(analysis);
  });

  it('a file deleted between listing and reading is named', async () => {
    const analysis = await scan(new Map(), { vanishing: ['api/src/gone.ts'] });
    expect(whySkipped(analysis, 'api/src/gone.ts')).toBe('not found');
    await nothingLost(analysis);
  });

  it('a file deleted between its two reads is named', async () => {
    const analysis = await scan(new Map([['api/src/gone.ts', CLIENT_TS]]), {
      vanishingAt: { 'api/src/gone.ts': 2 },
    });
    expect(whySkipped(analysis, 'api/src/gone.ts')).toBe('not found');
    await nothingLost(analysis);
  });

  it('a port that throws something unforeseen costs one file', async () => {
    const files = new Map([...sampleWorkspace(), ['api/src/odd.ts', CLIENT_TS]]);
    const port = createStrangeFiles(files, {});
    const odd = {
      ...port,
      read: async (path: string) =>
        path === 'api/src/odd.ts' ? Promise.reject(new TypeError('odd')) : port.read(path),
    };
    const analysis = (await openEngine(files, { files: odd }).scan())!;
    expect(whySkipped(analysis, 'api/src/odd.ts')).toBe('it cannot be read');
    await nothingLost(analysis);
  });

  it('a file that comes back is read again', async () => {
    const files = new Map([...sampleWorkspace(), ['api/src/back.ts', CLIENT_TS]]);
    const port = createStrangeFiles(files, {});
    let denied = true;
    const read = async (path: string) =>
      denied && path === 'api/src/back.ts' ? Promise.reject(new TypeError('busy')) : port.read(path);
    const engine = openEngine(files, { files: { ...port, read } });
    expect(whySkipped((await engine.scan())!, 'api/src/back.ts')).toBeDefined();
    denied = false;
    const analysis = (await engine.update([{ path: 'api/src/back.ts', kind: 'changed' }]))!;
    expect(whySkipped(analysis, 'api/src/back.ts')).toBeUndefined();
    expect(factIds(analysis)).toContain('model-client:api/src/back.ts#strange');
  });
});

describe('50 MB', () => {
  const SIZE = 50_000_000;
  const line = `${'x'.repeat(99)}\n`;
  const secret = expandSecrets('%{openai-key}%', formats, 7);

  function* chunks(): Iterable<string> {
    const block = line.repeat(2500);
    for (let written = 0; written < SIZE; written += block.length) {
      yield written === block.length * 100 ? `key = "${secret}"\n` : block;
    }
  }

  it.each(['api/src/huge.ts', 'api/dump.log', 'data/huge.json'])(
    '%s is scanned for credentials as a stream and named',
    { timeout: 120_000 },
    async (path) => {
      const analysis = await scan(new Map(), { streamed: { [path]: { size: SIZE, chunks } } });
      expect(whySkipped(analysis, path)).toBe('larger than 1 MB: scanned for secrets only');
      const hit = analysis.inventory.secrets.find((one) => one.path === path)!;
      expect(hit.format).toBe('openai-key');
      expect(analysis.lineTable(path)!.positionAt(hit.place.start)).toEqual({
        line: 100 * 2500,
        character: 7,
      });
      await nothingLost(analysis);
    },
  );

  it('a hit has its line however far down it stands', async () => {
    function* lines(): Iterable<string> {
      for (let n = 0; n < 56; n++) yield '\n'.repeat(100_000);
      yield `  key = "${secret}"\nother = "${secret}"\n`;
    }
    const analysis = await scan(new Map(), {
      streamed: { 'data/lines.log': { size: SIZE, chunks: lines } },
    });
    const table = analysis.lineTable('data/lines.log')!;
    const places = analysis.inventory.secrets.filter(({ path }) => path === 'data/lines.log');
    const starts = places.map(({ place }) => table.positionAt(place.start));
    expect(starts).toEqual([
      { line: 5_600_000, character: 9 },
      { line: 5_600_001, character: 9 },
    ]);
    expect(places.map(({ place }) => table.offsetAt(table.positionAt(place.start)))).toEqual(
      places.map(({ place }) => place.start),
    );
  });

  it('a stream that breaks off is named', async () => {
    function* breaking(): Iterable<string> {
      yield line;
      throw new Error('disk');
    }
    const analysis = await scan(new Map(), {
      streamed: { 'api/dump.log': { size: SIZE, chunks: breaking } },
    });
    expect(whySkipped(analysis, 'api/dump.log')).toBe('it cannot be read to its end');
    await nothingLost(analysis);
  });
});
