import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/checklist/findings/finding';
import type { FixService } from '../../../server/src/commands/fixService';
import { createFixService } from '../../../server/src/commands/fixService';
import type { Repair } from '../../../server/src/fixes/fix';
import { LineTable } from '../../../server/src/text/lineTable';
import { analysisOf, finding } from '../reports/handmadeAnalysis';
import { createHost, type HostParts } from './handmadePorts';

const SEVERITIES = { bad: 'safe', maybe: 'confirm' } as const;

/** Every word `bad` or `maybe` of a file is a finding of rule missing-output-cap or retries-switched-off. */
function analyse(textOf: (path: string) => string | undefined) {
  const findings: Finding[] = [];
  for (const path of ['a.ts', 'b.ts']) {
    for (const match of (textOf(path) ?? '').matchAll(/bad|maybe/g)) {
      const word = match[0] as keyof typeof SEVERITIES;
      findings.push(
        finding({
          fingerprint: `${path}${match.index}`.padEnd(16, '0'),
          rule: word === 'bad' ? 'missing-output-cap' : 'retries-switched-off',
          place: { path, start: match.index, end: match.index + word.length },
          fixes: [word],
        }),
      );
    }
  }
  return { ...analysisOf({}), findings, lineTable: (path: string) => LineTable.of(textOf(path) ?? '') };
}

const fixes: FixService = {
  offers: ({ fixes: ids }) => ids.map((id) => ({ id, title: `Mend ${id}`, safety: SEVERITIES[id as 'bad'] })),
  repair: async ({ place: { path, start, end } }, id): Promise<Repair> => ({
    title: `Mend ${id}`,
    edits: [{ path, edits: [{ start, end, text: 'good' }] }],
    notes: ['Look at it once more.'],
  }),
};

const host = (files: HostParts['files'], more: Partial<HostParts> = {}) =>
  createHost({ analyse, fixes, files, ...more });

describe('fix', () => {
  it('makes safe repairs one after the other, each on what the one before left', async () => {
    const made = host({ 'a.ts': 'bad 🙂 bad\r\nmaybe\r\n', 'b.ts': 'bad' });
    const { code, out } = await made.run('fix');
    expect(code).toBe(0);
    expect(new TextDecoder().decode(made.disk.get('a.ts') as Uint8Array)).toBe('good 🙂 good\r\nmaybe\r\n');
    expect(new TextDecoder().decode(made.disk.get('b.ts') as Uint8Array)).toBe('good');
    expect(made.updates).toHaveLength(3);
    expect(out).toContain('a.ts:1:1  missing-output-cap  Mend bad\n    Look at it once more.\n');
    expect(out).toContain('3 repairs made in 2 files\n');
    expect(out).toContain(
      '--rule retries-switched-off tries a repair for 1 finding, which needs your judgement\n',
    );
  });

  it('makes other repairs only for the rule that is named', async () => {
    const made = host({ 'a.ts': 'bad maybe' });
    await made.run('fix', '--rule', 'retries-switched-off');
    expect(new TextDecoder().decode(made.disk.get('a.ts') as Uint8Array)).toBe('bad good');
  });

  it('keeps to the paths that are named', async () => {
    const made = host({ 'a.ts': 'bad', 'b.ts': 'bad' });
    await made.run('fix', 'b.ts');
    expect(made.disk.get('a.ts')).toBe('bad');
  });

  it('shows with --dry-run all that it would do, and writes nothing', async () => {
    const made = host({ 'a.ts': 'bad\nbad\n' });
    const { out } = await made.run('fix', '--dry-run');
    expect(out).toContain('--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n-bad\n-bad\n+good\n+good\n');
    expect(out).toContain('2 repairs would be made in 1 file\n');
    expect(made.written).toEqual([]);
    expect(made.disk.get('a.ts')).toBe('bad\nbad\n');
  });

  it('names the lines as they are on the disk, whatever the repairs before have put above them', async () => {
    const longer: FixService = {
      ...fixes,
      repair: async ({ place: { path, start, end } }, id): Promise<Repair> => ({
        title: `Mend ${id}`,
        edits: [
          {
            path,
            edits: [
              { start: 0, end: 0, text: 'import good\n\n' },
              { start, end, text: 'good' },
            ],
          },
        ],
      }),
    };
    const text = 'bad\r\nx\r\n  bad\r\nbad';
    const lines = ['a.ts:1:1  ', 'a.ts:3:3  ', 'a.ts:4:1  '];
    const dry = await host({ 'a.ts': text }, { fixes: longer }).run('fix', '--dry-run');
    for (const line of lines) expect(dry.out).toContain(line);
    const made = await host({ 'a.ts': text }, { fixes: longer }).run('fix');
    for (const line of lines) expect(made.out).toContain(line);
    expect(dry.out.split('\n').filter((line) => line.startsWith('---'))).toHaveLength(1);
  });

  it('keeps encoding and byte order mark', async () => {
    const utf16 = host({ 'a.ts': Uint8Array.of(0xff, 0xfe, ...Buffer.from('🙂 bad', 'utf16le')) });
    await utf16.run('fix');
    expect([...(utf16.disk.get('a.ts') as Uint8Array)]).toEqual([
      0xff,
      0xfe,
      ...Buffer.from('🙂 good', 'utf16le'),
    ]);
    const utf8 = host({ 'a.ts': Uint8Array.of(0xef, 0xbb, 0xbf, ...Buffer.from('bad')) });
    await utf8.run('fix');
    expect([...(utf8.disk.get('a.ts') as Uint8Array)]).toEqual([0xef, 0xbb, 0xbf, ...Buffer.from('good')]);
  });

  it('refuses where the file is another than the one that was analysed', async () => {
    const made = createHost({
      analyse: () => analyse(() => 'bad'),
      fixes,
      files: { 'a.ts': Uint8Array.of(0xc3, 0x28, 0x62) },
    });
    const { out, code } = await made.run('fix', 'a.ts');
    expect(code).toBe(0);
    expect(out).toContain('not repaired: ');
    expect(made.written).toEqual([]);
  });

  it('tells why a repair is refused, and tries it once', async () => {
    let asked = 0;
    const refusing: FixService = {
      ...fixes,
      repair: async () => {
        asked++;
        return { refused: '.env is tracked' };
      },
    };
    const made = host({ 'a.ts': 'bad' }, { fixes: refusing });
    const { out, code } = await made.run('fix');
    expect({ code, asked }).toEqual({ code: 0, asked: 1 });
    expect(out).toBe(
      'a.ts:1:1  missing-output-cap  not repaired: .env is tracked\n0 repairs made in 0 files, 1 not possible\n',
    );
  });

  it('ends where a repair does not help', async () => {
    const useless: FixService = {
      ...fixes,
      repair: async ({ place: { path } }) => ({
        title: 'Try',
        edits: [{ path, edits: [{ start: 0, end: 0, text: '' }] }],
      }),
    };
    const made = host({ 'a.ts': 'bad' }, { fixes: useless });
    expect((await made.run('fix')).out).toContain('1 repair made');
    expect(made.updates).toHaveLength(1);
  });

  it('knows its rules', async () => {
    const { code, err } = await host({}).run('fix', '--rule', 'mising-output-cap');
    expect(code).toBe(2);
    expect(err).toContain('did you mean "missing-output-cap"?');
    expect((await host({}).run('fix', '--rule', 'custom/ours')).code).toBe(0);
  });

  it('leaves suppressed findings alone', async () => {
    const suppressed = (textOf: (path: string) => string | undefined) => {
      const analysis = analyse(textOf);
      return {
        ...analysis,
        findings: analysis.findings.map((each) => ({ ...each, suppressed: { by: 'inline' as const } })),
      };
    };
    const made = host({ 'a.ts': 'bad' }, { analyse: suppressed });
    expect((await made.run('fix')).out).toBe('0 repairs made in 0 files\n');
  });
});

describe('createFixService', () => {
  const known = {
    id: 'x',
    safety: 'safe' as const,
    title: () => 'X',
    offer: async () => ({ refused: 'no' }),
  };

  it('offers nothing where the engine cannot tell what a repair needs', async () => {
    const service = createFixService([known], () => undefined);
    expect(service.offers(finding({ fixes: ['x'] }))).toEqual([]);
    expect(await service.repair(finding({ fixes: ['x'] }), 'x')).toHaveProperty('refused');
  });

  it('makes no repair that the finding does not name', async () => {
    const service = createFixService([known], () => {
      throw new Error('must not be asked');
    });
    expect(await service.repair(finding(), 'x')).toHaveProperty('refused');
    expect(service.offers(finding())).toEqual([]);
  });
});
