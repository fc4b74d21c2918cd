// Nothing is unpacked that is not pinned, and pins match whole packages only.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pinOf, verifyPin } from '../../../../scripts/editor/parts';
import pins from '../../../../scripts/editor/pins.json';
import { BROWSER, RELEASES, releaseOf } from '../../../../scripts/editor/releases';

const parts = [
  ...RELEASES.flatMap((release) => [
    release.server,
    ...release.prebuilt,
    ...(release.node ? [release.node] : []),
  ]),
  BROWSER.archives,
  BROWSER.fonts,
];

describe('pins', () => {
  test('every part has one, and none is left over', () => {
    expect(Object.keys(pins).sort()).toEqual([...new Set(parts.map((part) => part.spec))].sort());
  });

  test('each is a whole sha512', () => {
    for (const pin of Object.values(pins)) {
      expect(Buffer.from(pin.replace(/^sha512-/, ''), 'base64')).toHaveLength(64);
    }
  });

  test('a spec without a pin is refused', () => {
    expect(() => pinOf('code-server@0.0.1')).toThrow('has no checksum');
  });

  test('other content is refused, with both checksums named', () => {
    const spec = RELEASES[0]?.server.spec ?? '';
    const other = Buffer.from('something else');
    const received = createHash('sha512').update(other).digest('base64');
    expect(() => verifyPin(spec, other)).toThrow(`expected ${pinOf(spec)}`);
    expect(() => verifyPin(spec, other)).toThrow(`received sha512-${received}`);
  });
});

describe('releases', () => {
  test('the oldest supported VS Code is among them', async () => {
    const { engines } = await import('../../../../package.json');
    const oldest = engines.vscode.replace('^', '').split('.').slice(0, 2).join('.');
    expect(RELEASES.some((release) => release.version.startsWith(`${oldest}.`))).toBe(true);
  });

  test('an unknown version is refused by naming the known ones', () => {
    expect(() => releaseOf('1.0.0')).toThrow(/no VS Code 1\.0\.0 here; known: 1\.\d+\.\d+/);
  });
});
