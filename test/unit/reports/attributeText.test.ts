import { describe, expect, it } from 'vitest';
import { attributeLabel, attributeValue } from '../../../server/src/reports/attributeText';

describe('attributeValue', () => {
  it('says effective values in words', () => {
    expect(attributeValue('timeout', { value: 'set', effective: { ms: 30_000 } })).toBe('30 s');
    expect(attributeValue('timeout', { value: 'default', effective: { ms: 600_000 } })).toBe('10 min');
    expect(attributeValue('timeout', { value: 'default', effective: { ms: 'none' } })).toBe('none');
    expect(attributeValue('timeout', { value: 'set', effective: { ms: 250 } })).toBe('250 ms');
    expect(attributeValue('stepLimit', { value: 'default', effective: { n: 20 } })).toBe('20 steps');
    expect(attributeValue('maxTokens', { value: 'default', effective: { n: 'provider-limit' } })).toBe(
      'provider-limit',
    );
    const retries = { count: 3, backoff: 'exponential', jitter: false };
    expect(attributeValue('retries', { value: 'custom', effective: retries })).toBe(
      '3, exponential pauses, no jitter',
    );
    const never = { count: 0, backoff: 'exponential', jitter: true };
    expect(attributeValue('retries', { value: 'disabled', effective: never })).toBe('none');
    expect(
      attributeValue('effects', {
        value: 'some',
        effective: [
          { name: 'shell', grade: 'write-external', place: { path: 'a.ts' }, sandboxed: false },
          { name: 'network', grade: 'read', path: 'b.ts', start: 3, end: 9 },
        ],
      }),
    ).toBe('shell (write external), network (read)');
  });

  it('falls back to words for where it was decided', () => {
    expect(attributeValue('apiKey', { value: 'env' })).toBe('from the environment');
    expect(attributeValue('traced', { value: true })).toBe('yes');
    expect(attributeValue('attributed', { value: [] })).toBe('none');
    expect(attributeValue('maxTokens', { value: 'unknown', effective: { n: 3 } })).toBe('not known');
    expect(attributeValue('maxTokens', { value: 'unset' })).toBe('none');
  });

  it('is short', () => {
    expect(attributeValue('route', { value: 'x'.repeat(500) })).toHaveLength(120);
  });
});

describe('attributeLabel', () => {
  it('is no name of ours', () => {
    expect(attributeLabel('maxTokens')).toBe('Output cap');
    expect(attributeLabel('databaseTimeout')).toBe('Database timeout');
    expect(attributeLabel('rate-limit')).toBe('Rate limit');
  });
});
