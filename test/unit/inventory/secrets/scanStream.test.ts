import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../scripts/bench/random';
import { scanStream } from '../../../../server/src/inventory/secrets/scanStream';
import { LineTable } from '../../../../server/src/text/lineTable';
import { expandPattern } from './expandPattern';
import { scanner } from './scanner';

const random = createRandom(5);

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Lines of logs with a key now and then, some at awkward places. */
function createLog(lines: number): string {
  let text = '';
  for (let line = 0; line < lines; line++) {
    text += `2026-01-01 \u{1f600} line ${line} ${'lorem ipsum '.repeat(6)}`;
    if (line % 997 === 3) text += ` key="${expandPattern('sk-proj-[A-Za-z0-9]{48}', random)}"`;
    if (line % 2503 === 9)
      text += `\n${expandPattern('-----BEGIN RSA PRIVATE KEY-----\n[A-Za-z0-9+/]{64}\n[A-Za-z0-9+/]{64}\n-----END RSA PRIVATE KEY-----', random)}`;
    text += line % 2 === 0 ? '\r\n' : '\n';
  }
  return text;
}

describe('scanStream', () => {
  const text = createLog(12_000);
  const whole = scanner.scan('a.log', text, { role: 'product' });
  const table = LineTable.of(text);

  it.each([777, 65_536, 10_000_000])(
    'finds in chunks of %i bytes what a scan of the whole finds',
    async (size) => {
      const scan = await scanStream(scanner, 'a.log', chunksOf(text, size));
      expect(whole.length).toBeGreaterThan(15);
      expect(scan.hits.map(({ position, ...hit }) => hit)).toEqual(whole);
      expect(scan.hits.map(({ position }) => position)).toEqual(
        whole.map(({ start }) => table.positionAt(start)),
      );
      expect(scan).toMatchObject({ binary: false, length: text.length });
    },
  );

  it('does not look into binary files', async () => {
    const scan = await scanStream(scanner, 'a.bin', chunksOf(`\0\0${text.slice(0, 2000)}`, 100));
    expect(scan).toEqual({ hits: [], binary: true, length: 0 });
  });

  it('survives empty files and broken bytes', async () => {
    expect((await scanStream(scanner, 'a', chunksOf('', 10))).hits).toEqual([]);
    const broken = (async function* () {
      yield new Uint8Array([0xff, 0xfe, 0xc3, 0x28, 0x41]);
    })();
    expect((await scanStream(scanner, 'a', broken)).hits).toEqual([]);
  });

  it('hands on what goes wrong with the source', async () => {
    const failing = (async function* () {
      yield new Uint8Array([65]);
      throw new Error('gone');
    })();
    await expect(scanStream(scanner, 'a', failing)).rejects.toThrow('gone');
  });
});
