import {
  type BootstrapInterval,
  type BootstrapOptions,
  ignoreWarning,
} from './bootstrap-interval.js';
import { forEachDraw, onceEach, type WeightedMetric } from './bootstrap-intervals.js';
import { groupDraws } from './group-draws.js';
import { percentileInterval } from './percentile-interval.js';

/** A difference of two metrics on the same rows, with its interval. */
export interface PairedDifference extends BootstrapInterval {
  /** Two-sided p-value of no difference, in (0, 1]; NaN where no draw was defined. */
  readonly pValue: number;
}

/**
 * The difference of one metric between two runs on the same rows. Both are scored on each draw, so
 * that what a draw does to both (an easy lesion drawn twice) falls out: the interval is narrower
 * than those of the two runs let expect.
 *
 * @param first - the metric of the first run
 * @param second - the same metric of the second run, its rows in the same order
 * @param options - number of rows, groups, draws, confidence, source of random integers
 * @returns first minus second, the ends of its interval, and a p-value
 * @throws ArgumentError where the options do not fit together, or there is one group only
 * @remarks Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13 and 15. The p-value
 * is twice the smaller share of draws on either side of 0, 0 itself on both, with one added to
 * count and number (Davison and Hinkley, Bootstrap Methods and their Application, 1997, ch. 4):
 * it is below 0.05 where the 95 % interval leaves out 0, save for rounding. A draw on which either metric
 * is undefined is left out and counted. It speaks of these two trained models and other test
 * lesions; other seeds and training rows are another question.
 * @example
 * ```ts
 * import { accuracyScore, pairedBootstrapDifference, RandomState, type WeightedMetric } from 'dermlab';
 *
 * const yTrue = ['mel', 'nv', 'nv', 'nv', 'mel', 'nv'];
 * const accuracy = (yPred: string[]): WeightedMetric =>
 *   (sampleWeight) => accuracyScore(yTrue, yPred, { sampleWeight });
 * const { value } = pairedBootstrapDifference(
 *   accuracy(['mel', 'nv', 'nv', 'nv', 'nv', 'nv']),
 *   accuracy(['mel', 'nv', 'mel', 'nv', 'nv', 'nv']),
 *   { nRows: 6, random: new RandomState(42) },
 * );
 * value.toFixed(3); // '0.167'
 * ```
 */
export function pairedBootstrapDifference(
  first: WeightedMetric,
  second: WeightedMetric,
  options: BootstrapOptions,
): PairedDifference {
  return pairedBootstrapDifferences({ it: first }, { it: second }, options).it;
}

/**
 * The differences of several metrics between two runs on the same rows, all on the same draws.
 *
 * @param first - the metrics of the first run, by name, e.g. of `evaluationMetrics`
 * @param second - the same metrics of the second run, its rows in the same order
 * @param options - number of rows, groups, draws, confidence, source of random integers
 * @returns of each metric what `pairedBootstrapDifference` gives for the same source of integers
 * @throws ArgumentError where the options do not fit together, or there is one group only
 * @remarks p-values of several metrics are several looks at one comparison: say beforehand which
 * one decides.
 */
export function pairedBootstrapDifferences<Name extends string>(
  first: Readonly<Record<Name, WeightedMetric>>,
  second: Readonly<Record<Name, WeightedMetric>>,
  options: BootstrapOptions,
): Record<Name, PairedDifference> {
  const names = Object.keys(first) as Name[];
  const { onWarning } = options;
  const draws = groupDraws(options);
  const differences = names.map(() => new Float64Array(draws.nResamples));
  forEachDraw(draws, (weights, draw) => {
    for (const [i, name] of names.entries()) {
      differences[i]![draw] =
        first[name](weights, ignoreWarning) - second[name](weights, ignoreWarning);
    }
  });
  const once = onceEach(options.nRows);
  return Object.fromEntries(
    names.map((name, i) => {
      const value = first[name](once, onWarning) - second[name](once, onWarning);
      const interval = percentileInterval(value, differences[i]!, draws.confidence, onWarning);
      return [name, { ...interval, pValue: pValueOf(differences[i]!) }];
    }),
  ) as Record<Name, PairedDifference>;
}

function pValueOf(differences: Float64Array): number {
  const defined = differences.filter((difference) => !Number.isNaN(difference));
  if (defined.length === 0) return Number.NaN;
  const notAbove = defined.filter((difference) => difference <= 0).length;
  const notBelow = defined.filter((difference) => difference >= 0).length;
  return Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (defined.length + 1));
}
