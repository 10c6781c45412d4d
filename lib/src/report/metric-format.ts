import {
  formatPercent,
  formatPercentInterval,
  formatScore,
  formatScoreInterval,
} from '../charts/index.js';

/** How a metric and its interval are written. */
export interface MetricFormat {
  /**
   * Writes the value.
   *
   * @param value - of the metric
   */
  readonly value: (value: number) => string;
  /**
   * Writes both ends of its interval.
   *
   * @param low - lower end
   * @param high - upper end
   */
  readonly interval: (low: number, high: number) => string;
}

/** For accuracies: two decimals, as their sources report them, and one in the interval. */
export const asPercent: MetricFormat = {
  value: (value) => formatPercent(value, 2),
  interval: formatPercentInterval,
};

/** For F1, AUC and losses: three decimals. */
export const asScore: MetricFormat = {
  value: (value) => formatScore(value),
  interval: formatScoreInterval,
};
