import { ArgumentError } from '../core/index.js';
import { binaryScores } from './binary-scores.js';
import { type BinStrategy, binOf, checkBins, equalWidthEdges } from './calibration-bins.js';
import { type ClassLabel, type Labels, uniqueLabels } from './labels.js';
import { quantileOfSorted } from './quantile.js';

/** Options of `calibrationCurve`. */
export interface CalibrationCurveOptions {
  /** The positive class; default: 1, where the labels are 0 and 1 or -1 and 1. */
  readonly posLabel?: ClassLabel | undefined;
  /** Number of bins, at least 1; default: 5. */
  readonly nBins?: number | undefined;
  /** `'uniform'` (default): bins of equal width. `'quantile'`: of equally many rows. */
  readonly strategy?: BinStrategy | undefined;
}

/** A point a bin that holds rows. */
export interface CalibrationCurve {
  /** Share of the bin's rows that are positive. */
  readonly probTrue: Float64Array;
  /** Mean of the bin's predicted probabilities. */
  readonly probPred: Float64Array;
}

/**
 * How often a class comes true, against how probable it was said to be; on the diagonal is right.
 *
 * @param yTrue - true labels of two classes, one a row
 * @param yProb - probabilities of the positive class in [0, 1], one a row
 * @param options - the positive class, and how to bin
 * @returns the points of the bins that hold rows, from low to high probability
 * @throws ArgumentError where labels, probabilities or options do not fit together
 * @remarks Equals scikit-learn 1.9's `calibration_curve` within 1e-12. For the counts of the bins
 * and for several classes see `reliabilityBins`.
 * @example
 * ```ts
 * import { calibrationCurve } from 'dermlab';
 *
 * const truth = [0, 0, 0, 0, 1, 1, 1, 1, 1];
 * const probability = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1];
 * const { probTrue } = calibrationCurve(truth, probability, { nBins: 3 });
 * Array.from(probTrue); // [0, 0.5, 1]
 * ```
 */
export function calibrationCurve(
  yTrue: Labels,
  yProb: ArrayLike<number>,
  { posLabel, nBins = 5, strategy = 'uniform' }: CalibrationCurveOptions = {},
): CalibrationCurve {
  checkBins(nBins, strategy);
  const { positive, scores } = binaryScores(yTrue, yProb, posLabel, undefined, 'yProb');
  checkTwoClassesAtMost(yTrue);
  checkShares(scores);
  const edges = strategy === 'uniform' ? equalWidthEdges(nBins) : quantileEdges(scores, nBins);
  const [rows, hits, total] = [zeros(nBins), zeros(nBins), zeros(nBins)];
  for (const [i, probability] of scores.entries()) {
    const bin = binOf(probability, edges);
    rows[bin]!++;
    hits[bin]! += positive[i]!;
    total[bin]! += probability;
  }
  const filled = [...rows.keys()].filter((bin) => rows[bin]! > 0);
  return {
    probTrue: Float64Array.from(filled, (bin) => hits[bin]! / rows[bin]!),
    probPred: Float64Array.from(filled, (bin) => total[bin]! / rows[bin]!),
  };
}

function zeros(length: number): Float64Array {
  return new Float64Array(length);
}

function quantileEdges(scores: Float64Array, nBins: number): Float64Array {
  const sorted = scores.slice().sort();
  // NumPy's percentile takes percents, and turns them back into shares.
  return equalWidthEdges(nBins).map((share) => quantileOfSorted(sorted, (share * 100) / 100));
}

function checkTwoClassesAtMost(yTrue: Labels): void {
  const classes = uniqueLabels(yTrue);
  if (classes.length <= 2) return;
  throw new ArgumentError(
    `yTrue holds ${String(classes.length)} classes (${classes.join(', ')}), expected two: ` +
      'name one class against the rest yourself, or see reliabilityBins.',
  );
}

function checkShares(probabilities: Float64Array): void {
  const row = probabilities.findIndex((value) => value < 0 || value > 1);
  if (row < 0) return;
  throw new ArgumentError(
    `yProb, row ${String(row)} is ${String(probabilities[row])}, expected a probability in [0, 1].`,
  );
}
