import type { BootstrapInterval } from './bootstrap-interval.js';
import { quantileOfSorted } from './quantile.js';
import { type OnWarning, warnUndefined } from './undefined-metric-warning.js';

/** The interval that the middle share of the draws spans; draws that are NaN are left out. */
export function percentileInterval(
  value: number,
  draws: Float64Array,
  confidence: number,
  onWarning: OnWarning | undefined,
): BootstrapInterval {
  const defined = draws.filter((drawn) => !Number.isNaN(drawn)).sort();
  if (defined.length === 0) {
    warnUndefined(
      onWarning,
      'bootstrap',
      'The metric was undefined on every draw: no interval (NaN).',
    );
  }
  const end = (q: number) => (defined.length === 0 ? Number.NaN : quantileOfSorted(defined, q));
  return {
    value,
    low: end((1 - confidence) / 2),
    high: end((1 + confidence) / 2),
    nResamples: draws.length,
    undefinedResamples: draws.length - defined.length,
  };
}
