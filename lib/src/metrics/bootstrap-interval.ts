import { type DrawOptions, type GroupDraws, groupDraws } from './group-draws.js';
import type { Interval } from './interval.js';
import { percentileInterval } from './percentile-interval.js';
import type { OnWarning, WarningOptions } from './undefined-metric-warning.js';

/**
 * A metric of chosen rows. The rows are overwritten by the next draw: read
 * them, don't keep them. Warnings of the draws go to the second argument, so
 * that a thousand draws do not warn a thousand times.
 *
 * @param rows - indices of the rows drawn
 * @param onWarning - to hand on to the metric
 */
export type RowMetric = (rows: Int32Array, onWarning: OnWarning | undefined) => number;

/** Options of `bootstrapInterval`, `bootstrapIntervals` and `pairedBootstrapDifference`. */
export interface BootstrapOptions extends DrawOptions, WarningOptions {}

/** The interval, and how many draws it stands on. */
export interface BootstrapInterval extends Interval {
  /** Draws made. */
  readonly nResamples: number;
  /** Draws on which the metric was undefined (NaN): left out of the interval. */
  readonly undefinedResamples: number;
}

/**
 * The interval of a metric by the percentile bootstrap: the metric on many
 * draws, with replacement, of as many rows (or groups) as there are.
 *
 * @param metric - the metric of the rows it is given
 * @param options - number of rows, groups, draws, confidence, source of random integers
 * @returns the metric on all rows, the ends of its interval, and how many draws were undefined;
 * the ends are NaN, with an `UndefinedMetricWarning`, where all were
 * @throws ArgumentError where the options do not fit together, or there is one group only
 * @remarks Efron, Ann. Stat. 7:1 (1979). Ends by linear interpolation as NumPy's `quantile`.
 * Rows of one group are alike; drawing groups keeps the interval from being too narrow. A draw
 * without the rows that a metric needs, e.g. without a class, is undefined: the interval is then
 * that of the draws that have them. For many metrics at once, and faster, see `bootstrapIntervals`.
 * @example
 * ```ts
 * import { accuracyScore, bootstrapInterval, RandomState } from 'dermlab';
 *
 * const yTrue = ['mel', 'nv', 'nv', 'nv', 'mel', 'nv'];
 * const yPred = ['mel', 'nv', 'mel', 'nv', 'nv', 'nv'];
 * const accuracy = (rows: Int32Array) =>
 *   accuracyScore(Array.from(rows, (i) => yTrue[i]!), Array.from(rows, (i) => yPred[i]!));
 * const { value } = bootstrapInterval(accuracy, { nRows: 6, random: new RandomState(42) });
 * value.toFixed(3); // '0.667'
 * ```
 */
export function bootstrapInterval(metric: RowMetric, options: BootstrapOptions): BootstrapInterval {
  const { nRows, onWarning } = options;
  const draws = groupDraws(options);
  const value = metric(
    Int32Array.from({ length: nRows }, (_, i) => i),
    onWarning,
  );
  const drawRows = rowDrawer(draws);
  const values = new Float64Array(draws.nResamples);
  for (let i = 0; i < values.length; i++) values[i] = metric(drawRows(), ignoreWarning);
  return percentileInterval(value, values, draws.confidence, onWarning);
}

/** Undefined draws are counted in the result instead. */
export function ignoreWarning(): void {
  // Nothing to do.
}

/** A function that draws the rows of groups, each as often as its group. */
function rowDrawer({ rows, starts, draw }: GroupDraws): () => Int32Array {
  const nGroups = starts.length - 1;
  const buffer = new Int32Array(nGroups * largest(starts));
  return () => {
    let length = 0;
    for (const group of draw()) {
      const end = starts[group + 1]!;
      for (let i = starts[group]!; i < end; i++) buffer[length++] = rows[i]!;
    }
    return buffer.subarray(0, length);
  };
}

function largest(starts: Int32Array): number {
  return starts.reduce((most, start, i) => Math.max(most, start - (starts[i - 1] ?? 0)), 0);
}
