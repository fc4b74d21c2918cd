import { expect, it } from 'vitest';
import { weakest } from '../../../../../server/src/inventory/linking/match/weakest';

it.each([
  ['the longest time', [{ ms: 5 }, { ms: 50 }, { ms: 6 }], { ms: 50 }],
  ['no limit before any', [{ n: 5 }, { n: 'none' }], { n: 'none' }],
  ['the fewest retries', [{ count: 3 }, { count: 0 }], { count: 0 }],
  ['the first where none can be compared', ['registered', { n: 3 }], 'registered'],
])('%s', (_name, values, expected) => {
  expect(weakest(values)).toEqual(expected);
});

it('nothing of nothing', () => {
  expect(weakest([])).toBeUndefined();
});
