import { describe, expect, it } from 'vitest';
import { valueText } from '../../../server/src/editor/factText';

describe('valueText', () => {
  it('says effective values in words', () => {
    expect(valueText({ value: 'set', effective: { ms: 30_000 } })).toBe('30000 ms');
    expect(valueText({ value: 'default', effective: { ms: 'none' } })).toBe('none');
    expect(valueText({ value: 'default', effective: { n: 20 } })).toBe('20');
    expect(valueText({ value: 'custom', effective: { count: 3, jitter: false } })).toBe('count 3, no jitter');
    expect(
      valueText({
        value: ['shell'],
        effective: [
          { name: 'shell', grade: 'write-external', place: { path: 'a.ts' } },
          { name: 'network', grade: 'read' },
        ],
      }),
    ).toBe('shell, write-external, network, read');
  });

  it('falls back to the word for where it was decided', () => {
    expect(valueText({ value: 'env' })).toBe('env');
    expect(valueText({ value: true })).toBe('yes');
    expect(valueText({ value: [] })).toBe('none');
    expect(valueText({ value: 'unknown', effective: { n: 3 } })).toBe('unknown');
  });

  it('is short', () => {
    expect(valueText({ value: 'x'.repeat(500) })).toHaveLength(120);
  });
});
