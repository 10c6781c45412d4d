import { ArgumentError } from '../core/index.js';
import { columnSums, confusionMatrix, rowSums } from './confusion-matrix.js';
import type { ClassLabel, Labels } from './labels.js';
import type { SampleWeightOptions } from './sample-weight.js';
import { sum } from './sums.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `cohenKappaScore`. */
export interface CohenKappaOptions extends SampleWeightOptions, WarningOptions {
  /** Classes in the order that `weights` measures distance in; rows with another are left out. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** How much a disagreement counts: all alike (null, default), by distance or its square. */
  readonly weights?: 'linear' | 'quadratic' | null | undefined;
  /** What stands for an undefined kappa; the warning comes in any case. Default: NaN. */
  readonly replaceUndefinedBy?: number | undefined;
}

/**
 * Agreement of two sets of labels beyond chance; higher is better.
 *
 * @param y1 - labels, strings or integers, one a row
 * @param y2 - other labels of the same rows; the two may be swapped
 * @param options - classes, weights of disagreements and of rows
 * @returns a number in [-1, 1]; 0 is chance; NaN, with an `UndefinedMetricWarning`, where both
 * hold one and the same class only
 * @throws ArgumentError where the labels do not fit together
 * @remarks Cohen, Educ. Psychol. Meas. 20:37 (1960). Equals scikit-learn 1.9's
 * `cohen_kappa_score` within 1e-12.
 * @example
 * ```ts
 * import { cohenKappaScore } from 'dermlab';
 *
 * cohenKappaScore(['mel', 'mel', 'nv', 'nv'], ['mel', 'nv', 'nv', 'nv']); // 0.5
 * ```
 */
export function cohenKappaScore(y1: Labels, y2: Labels, options: CohenKappaOptions = {}): number {
  const { labels, weights = null, sampleWeight } = options;
  const distance = distanceBy(weights);
  const counts = confusionMatrix(y1, y2, { labels, sampleWeight });
  const [rows, columns] = [rowSums(counts), columnSums(counts)];
  const total = sum(rows);
  if (total === 0) return undefinedKappa('no row has both its labels among the classes', options);
  const cells = counts.flatMap((row, i) => row.map((count, j) => ({ count, i, j })));
  const observed = sum(cells.map(({ count, i, j }) => distance(i, j) * count));
  const expected = sum(cells.map(({ i, j }) => (distance(i, j) * rows[i]! * columns[j]!) / total));
  if (expected === 0) return undefinedKappa('both hold one and the same class only', options);
  return 1 - observed / expected;
}

function distanceBy(weights: CohenKappaOptions['weights']): (i: number, j: number) => number {
  switch (weights) {
    case 'linear':
      return (i, j) => Math.abs(i - j);
    case 'quadratic':
      return (i, j) => (i - j) ** 2;
    case null:
    case undefined:
      return (i, j) => (i === j ? 0 : 1);
    default:
      throw new ArgumentError(
        `weights is ${JSON.stringify(weights)}, expected 'linear', 'quadratic' or null (all disagreements alike).`,
      );
  }
}

function undefinedKappa(
  reason: string,
  { replaceUndefinedBy = Number.NaN, onWarning }: CohenKappaOptions,
): number {
  const message = `Cohen's kappa is undefined (${reason}) and set to ${String(replaceUndefinedBy)}.`;
  warnUndefined(onWarning, 'cohenKappa', message);
  return replaceUndefinedBy;
}
