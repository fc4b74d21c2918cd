import { describe, expect, it } from 'vitest';
import { maskCredentials, stripControls, toJsonText, toPlain } from '../../../server/src/reports/plainText';
import { UNPRINTABLE } from './handmadeAnalysis';

/** Not a literal key anywhere in the repository. */
const key = `sk-proj-${'A1b2'.repeat(8)}`;

describe('toPlain', () => {
  it('takes escape sequences, bells and bidi marks out', () => {
    expect(toPlain('a\u001b[31mred\u0007 \u202egnp.exe\u2066 b\u009b2J')).toBe('a[31mred gnp.exe b2J');
  });

  it('makes one line of several and keeps other scripts and emoji', () => {
    expect(toPlain('  erste\r\nzweite\tdritte  → 東京 🙂 ')).toBe('erste zweite dritte → 東京 🙂');
  });

  it('takes line separators and tag characters out', () => {
    expect(toPlain('a\u2028b\u{e0041}c\ufeffd')).toBe('abcd');
  });

  it('masks credentials and passwords in URLs, and leaves words alone', () => {
    expect(toPlain(`key ${key}!`)).toBe('key ***!');
    expect(toPlain('postgres://app:hunter22@db.internal/x')).toBe('postgres://app:***@db.internal/x');
    expect(toPlain('https://example.com:8080/a@b')).toBe('https://example.com:8080/a@b');
    expect(toPlain('ask-the-weather-service and sk-learn-pipelines')).toBe(
      'ask-the-weather-service and sk-learn-pipelines',
    );
  });
});

describe('stripControls', () => {
  it('keeps the shape of a text', () => {
    expect(stripControls('a\n\tb\u0000\u001b')).toBe('a\n\tb');
  });
});

describe('maskCredentials', () => {
  it('masks all of a private key', () => {
    const pem = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIE${'x'.repeat(60)}\n-----END`;
    expect(maskCredentials(`cert: ${pem}`)).toBe('cert: ***');
  });

  it('needs no more than linear time', () => {
    const started = performance.now();
    maskCredentials(`${'a://b:'.repeat(20_000)}${'sk-'.repeat(20_000)}${'eyJ'.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('toJsonText', () => {
  it('escapes what is unsafe to print and loses nothing', () => {
    const value = { name: 'a\u202eb\u009bc\u2028d🙂', path: 'x\u001b' };
    const text = toJsonText(value);
    expect(text).not.toMatch(UNPRINTABLE);
    expect(text).toContain('🙂');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('masks credentials in every string', () => {
    expect(toJsonText({ deep: [{ because: `set to ${key}` }] })).not.toContain('A1b2');
  });

  it('ends in one line break', () => {
    expect(toJsonText({})).toBe('{}\n');
  });
});
