import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../server/src/workspace/text';

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(
    values.flatMap((value) => (typeof value === 'number' ? [value] : [...Buffer.from(value, 'utf8')])),
  );

describe('decodeText', () => {
  it('decodes UTF-8 and leaves line ends alone', () => {
    expect(decodeText(bytes('a\r\n😀'))).toEqual({ text: 'a\r\n😀' });
    expect(decodeText(bytes())).toEqual({ text: '' });
  });

  it('leaves a byte order mark out and says so', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 'é'))).toEqual({ text: 'é', mark: 'utf-8' });
    expect(decodeText(bytes('\uFEFF\uFEFFa'))).toEqual({ text: '\uFEFFa', mark: 'utf-8' });
  });

  it('decodes UTF-16 with a mark, either way round', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x00, 0xde))).toEqual({
      text: 'a😀',
      mark: 'utf-16le',
    });
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x61))).toEqual({ text: 'a', mark: 'utf-16be' });
    expect(decodeText(bytes(0xff, 0xfe, 0x61))).toMatchObject({ invalid: true });
  });

  it('takes NUL in the first 8 KB for binary', () => {
    expect(decodeText(bytes('a', 0, 'b'))).toEqual({ binary: true });
    expect(decodeText(bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0))).toEqual({ binary: true });
    expect(decodeText(bytes('a'.repeat(8192), 0))).toEqual({ text: `${'a'.repeat(8192)}\0` });
  });

  it('replaces and flags invalid UTF-8', () => {
    expect(decodeText(bytes('a', 0xff, 'b'))).toEqual({ text: 'a\uFFFDb', invalid: true });
  });
});

describe('encodeText', () => {
  it.each([undefined, 'utf-8', 'utf-16le', 'utf-16be'] as const)('is undone by decodeText: %s', (mark) => {
    const text = 'a 🙂\r\n\u00e9';
    expect(decodeText(encodeText({ text, mark }))).toEqual(mark === undefined ? { text } : { text, mark });
  });
});
