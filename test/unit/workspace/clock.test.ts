import { expect, it } from 'vitest';
import { createClock } from '../../../server/src/workspace/clock';

it('tells the date in UTC, or the one it was given', () => {
  const now = () => Date.UTC(2026, 9, 1, 23, 59, 59);
  expect(createClock(undefined, now).today()).toBe('2026-10-01');
  expect(createClock('2027-01-31', now).today()).toBe('2027-01-31');
  expect(createClock(undefined, now).now()).toBe(now());
});
