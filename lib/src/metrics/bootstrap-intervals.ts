import {
  type BootstrapInterval,
  type BootstrapOptions,
  ignoreWarning,
} from './bootstrap-interval.js';
import { type GroupDraws, groupDraws } from './group-draws.js';
import { percentileInterval } from './percentile-interval.js';
import type { OnWarning } from './undefined-metric-warning.js';

/**
 * A metric of rows that count as often as their weight says; every metric that
 * takes a `sampleWeight` is one. The weights are overwritten by the next draw:
 * read them, don't keep them.
 *
 * @param sampleWeight - how often each row counts, 0 included
 * @param onWarning - to hand on to the metric
 */
export type WeightedMetric = (
  sampleWeight: Float64Array,
  onWarning: OnWarning | undefined,
) => number;

/**
 * The intervals of several metrics by the percentile bootstrap, all on the same
 * draws. As `bootstrapInterval`, but a row that is drawn twice has the weight 2,
 * so that what does not hang on the draw, such as sorting, is done once.
 *
 * @param metrics - the metrics, by name, e.g. of `evaluationMetrics`
 * @param options - number of rows, groups, draws, confidence, source of random integers
 * @returns of each metric what `bootstrapInterval` gives for the same source of integers
 * @throws ArgumentError where the options do not fit together, or there is one group only
 * @remarks Efron, Ann. Stat. 7:1 (1979). A draw on which a metric is undefined, e.g. for want of a
 * class, is left out of that metric's interval and counted in `undefinedResamples`.
 * @example
 * ```ts
 * import { accuracyScore, bootstrapIntervals, f1Score, RandomState } from 'dermlab';
 *
 * const yTrue = ['mel', 'nv', 'nv', 'nv', 'mel', 'nv'];
 * const yPred = ['mel', 'nv', 'mel', 'nv', 'nv', 'nv'];
 * const { accuracy, macroF1 } = bootstrapIntervals(
 *   {
 *     accuracy: (sampleWeight) => accuracyScore(yTrue, yPred, { sampleWeight }),
 *     macroF1: (sampleWeight, onWarning) =>
 *       f1Score(yTrue, yPred, { average: 'macro', sampleWeight, onWarning }),
 *   },
 *   { nRows: 6, groups: ['a', 'b', 'b', 'c', 'd', 'e'], random: new RandomState(42) },
 * );
 * [accuracy.value.toFixed(3), macroF1.value.toFixed(3)]; // ['0.667', '0.625']
 * ```
 */
export function bootstrapIntervals<Name extends string>(
  metrics: Readonly<Record<Name, WeightedMetric>>,
  options: BootstrapOptions,
): Record<Name, BootstrapInterval> {
  const names = Object.keys(metrics) as Name[];
  const { onWarning } = options;
  const draws = groupDraws(options);
  const values = names.map(() => new Float64Array(draws.nResamples));
  forEachDraw(draws, (sampleWeight, draw) => {
    for (const [i, name] of names.entries()) {
      values[i]![draw] = metrics[name](sampleWeight, ignoreWarning);
    }
  });
  const once = onceEach(options.nRows);
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      percentileInterval(metrics[name](once, onWarning), values[i]!, draws.confidence, onWarning),
    ]),
  ) as Record<Name, BootstrapInterval>;
}

/** The weights of rows that count once each. */
export function onceEach(nRows: number): Float64Array {
  return new Float64Array(nRows).fill(1);
}

/** Draws groups again and again, and says how often each row was drawn. */
export function forEachDraw(
  { rows, starts, nResamples, draw }: GroupDraws,
  visit: (sampleWeight: Float64Array, draw: number) => void,
): void {
  const sampleWeight = new Float64Array(rows.length);
  for (let i = 0; i < nResamples; i++) {
    sampleWeight.fill(0);
    for (const group of draw()) {
      const end = starts[group + 1]!;
      for (let j = starts[group]!; j < end; j++) {
        const row = rows[j]!;
        sampleWeight[row] = sampleWeight[row]! + 1;
      }
    }
    visit(sampleWeight, i);
  }
}
