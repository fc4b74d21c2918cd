import { describe, expect, it } from 'vitest';
import * as methods from '../../../server/src/protocol/methods';

describe('methods', () => {
  it('are all different and lie in one name space', () => {
    const names = Object.values(methods);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^airworthy\/[a-z][A-Za-z]+$/);
  });
});
