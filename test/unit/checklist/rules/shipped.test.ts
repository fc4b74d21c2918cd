import { describe, expect, it } from 'vitest';
import { loadReal } from '../diskReader';

describe('the shipped checklist', () => {
  const { rules, errors } = loadReal();

  it('loads without a fault', () => {
    expect(errors).toEqual([]);
  });
});
