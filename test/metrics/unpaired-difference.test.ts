import { expect, test } from 'vitest';
import { unpairedDifference, wilsonInterval } from '../../lib/src/metrics/index.js';

// Newcombe, Stat. Med. 17:873 (1998), table II: 56/70 − 48/80 by his method 10, which is this one
// with Wilson's intervals.
test('gives the published interval of a difference of two shares', () => {
  const share = (successes: number, trials: number) => ({
    ...wilsonInterval(successes, trials),
    value: successes / trials,
  });
  const { value, low, high } = unpairedDifference(share(56, 70), share(48, 80));
  expect(value).toBeCloseTo(0.2, 12);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
});

test('is undefined where an estimate has no interval', () => {
  const known = { value: 0.7, low: 0.6, high: 0.8 };
  const unknown = { value: 0.5, low: Number.NaN, high: Number.NaN };
  expect(unpairedDifference(known, unknown)).toEqual({
    value: expect.closeTo(0.2, 12) as number,
    low: Number.NaN,
    high: Number.NaN,
  });
});
