import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatPercent,
  formatPercentInterval,
  formatScore,
  formatScoreInterval,
} from '../../lib/src/charts/index.js';

describe('number formats', () => {
  it.each([
    [formatPercent(0.7271), '72.7\u00a0%'],
    [formatPercent(0.7271, 2), '72.71\u00a0%'],
    [formatPercent(0), '0.0\u00a0%'],
    [formatScore(0.5534), '0.553'],
    [formatScore(-0.1), '-0.100'],
    [formatCount(10_015), '10,015'],
    [formatPercentInterval(0.694, 0.76), '69.4–76.0\u00a0%'],
    [formatScoreInterval(0.377, 0.445), '0.377–0.445'],
  ])('writes %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, null as unknown as number])(
    'calls %s undefined, never 0',
    (value) => {
      expect([
        formatPercent(value),
        formatScore(value),
        formatCount(value),
        formatPercentInterval(value, value),
        formatScoreInterval(value, value),
      ]).toEqual(Array<string>(5).fill('undefined'));
    },
  );
});
