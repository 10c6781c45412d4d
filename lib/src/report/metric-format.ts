import {
  formatPercent,
  formatPercentInterval,
  formatScore,
  formatScoreInterval,
} from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';

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

/** A share with its interval in a sentence, e.g. `72.1 % [67.9–76.0 %]`. */
export function percentText({ value, low, high }: Estimate): string {
  return `${formatPercent(value)} ${bracketed(low, formatPercentInterval(low, high))}`;
}

/** A score with its interval in a sentence, e.g. `0.432 [0.392–0.466]`. */
export function scoreText({ value, low, high }: Estimate, digits = 3): string {
  const interval = `${formatScore(low, digits)}–${formatScore(high, digits)}`;
  return `${formatScore(value, digits)} ${bracketed(low, interval)}`;
}

function bracketed(low: number, interval: string): string {
  return Number.isNaN(low) ? '[no interval]' : `[${interval}]`;
}
