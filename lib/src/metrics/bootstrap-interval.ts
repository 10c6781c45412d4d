import { ArgumentError, type IntegerSource } from '../core/index.js';
import { checkConfidence } from './confidence.js';
import type { Interval } from './interval.js';
import { type ClassLabel, codesOf } from './labels.js';
import { quantileOfSorted } from './quantile.js';
import { type OnWarning, type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/**
 * A metric of chosen rows. The rows are overwritten by the next draw: read
 * them, don't keep them. Warnings of the draws go to the second argument, so
 * that a thousand draws do not warn a thousand times.
 *
 * @param rows - indices of the rows drawn
 * @param onWarning - to hand on to the metric
 */
export type RowMetric = (rows: Int32Array, onWarning: OnWarning | undefined) => number;

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions extends WarningOptions {
  /** Number of rows, at least 2. */
  readonly nRows: number;
  /** The group of each row, e.g. its lesion: whole groups are drawn. Default: every row its own. */
  readonly groups?: ArrayLike<ClassLabel> | undefined;
  /** Number of draws; default: 2,000. */
  readonly nResamples?: number | undefined;
  /** Share of draws inside the interval, in (0, 1); default: 0.95. */
  readonly confidence?: number | undefined;
  /** Where the draws come from, e.g. `new RandomState(42)`. */
  readonly random: IntegerSource;
}

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
 * Rows of one group are alike; drawing groups keeps the interval from being too narrow.
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
  const { nRows, nResamples = 2000, confidence = 0.95, onWarning } = options;
  checkOptions(nRows, nResamples, confidence);
  const draw = drawer(options);
  const value = metric(
    Int32Array.from({ length: nRows }, (_, i) => i),
    onWarning,
  );
  const draws = new Float64Array(nResamples);
  for (let i = 0; i < nResamples; i++) draws[i] = metric(draw(), ignore);
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
    nResamples,
    undefinedResamples: nResamples - defined.length,
  };
}

function ignore(): void {
  // An undefined draw is counted in the result instead.
}

function checkOptions(nRows: number, nResamples: number, confidence: number): void {
  checkConfidence(confidence);
  for (const [name, value, least] of [
    ['nRows', nRows, 2],
    ['nResamples', nResamples, 1],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new ArgumentError(
      `${name} is ${String(value)}, expected an integer of at least ${String(least)}.`,
    );
  }
}

/** A function that draws rows, or the rows of drawn groups. */
function drawer({ nRows, groups, random }: BootstrapOptions): () => Int32Array {
  if (!groups) return () => random.randint(0, nRows, nRows);
  const { starts, rows } = rowsByGroup(groups, nRows);
  const nGroups = starts.length - 1;
  const buffer = new Int32Array(nGroups * largest(starts));
  return () => {
    let length = 0;
    for (const group of random.randint(0, nGroups, nGroups)) {
      const end = starts[group + 1]!;
      for (let i = starts[group]!; i < end; i++) buffer[length++] = rows[i]!;
    }
    return buffer.subarray(0, length);
  };
}

/** Rows group after group, groups in the order they first come, and where each group starts. */
function rowsByGroup(
  groups: ArrayLike<ClassLabel>,
  nRows: number,
): { starts: Int32Array; rows: Int32Array } {
  if (groups.length !== nRows) {
    throw new ArgumentError(
      `groups has length ${String(groups.length)}, expected nRows, ${String(nRows)}: pass one group a row.`,
    );
  }
  const seen = new Map<ClassLabel, number>();
  const codes = codesOf(groups, seen);
  if (seen.size < 2) {
    throw new ArgumentError('groups holds one group only: an interval needs at least two.');
  }
  const starts = new Int32Array(seen.size + 1);
  for (const code of codes) starts[code + 1] = starts[code + 1]! + 1;
  for (let i = 1; i < starts.length; i++) {
    starts[i] = starts[i]! + starts[i - 1]!;
  }
  const rows = new Int32Array(nRows);
  const next = starts.slice();
  for (const [row, code] of codes.entries()) {
    const at = next[code]!;
    rows[at] = row;
    next[code] = at + 1;
  }
  return { starts, rows };
}

function largest(starts: Int32Array): number {
  return starts.reduce((most, start, i) => Math.max(most, start - (starts[i - 1] ?? 0)), 0);
}
