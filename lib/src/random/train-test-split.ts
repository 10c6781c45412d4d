import { checkCount, checkLength } from './checks.js';
import type { Label } from './labels.js';
import { asRandomState, type Seed } from './random-state.js';
import { rowNumbers } from './row-numbers.js';
import { type SplitSizes, splitCounts } from './split-sizes.js';
import { stratifiedShuffleSplit } from './stratified-shuffle-split.js';

/** Row indices on either side of a split. */
export interface TrainTestIndices {
  /** Rows to train on. */
  readonly train: Int32Array;
  /** Rows to test on. */
  readonly test: Int32Array;
}

/** A split after a shuffle. */
export interface ShuffledSplitOptions extends SplitSizes {
  /** Shuffle first: the default. */
  readonly shuffle?: true;
  /** Class label of each row; keeps the classes' shares alike on both sides. */
  readonly stratify?: ArrayLike<Label>;
  /** Seed, or a generator that draws on. */
  readonly randomState: Seed;
}

/** A split in the order of the rows: the first to train on, the following to test on. */
export interface OrderedSplitOptions extends SplitSizes {
  /** Do not shuffle. */
  readonly shuffle: false;
}

/**
 * Splits rows into a training and a test side, as scikit-learn's `train_test_split` does.
 *
 * @param nRows - how many rows there are
 * @param options - sizes, shuffle, stratification and seed
 * @returns the row indices of either side, in scikit-learn's order
 * @throws ArgumentError if the sizes do not fit, or a class is too small to be on both sides
 * @remarks Source: scikit-learn 1.9.1; equal index by index. A whole number is a count, so 1 is
 * one row, where scikit-learn tells 1 from 1.0. Rows of one lesion can land on both sides: see
 * `StratifiedGroupKFold`.
 * @example
 * ```ts
 * const { train, test } = trainTestSplit(5, { testSize: 0.4, randomState: 42 });
 * // train: Int32Array [2, 0, 3], test: Int32Array [1, 4]
 * ```
 */
export function trainTestSplit(
  nRows: number,
  options: ShuffledSplitOptions | OrderedSplitOptions,
): TrainTestIndices {
  checkCount('nRows', nRows);
  const { nTrain, nTest } = splitCounts(nRows, options);
  if (options.shuffle === false) {
    const rows = rowNumbers(nTrain + nTest);
    return { train: rows.slice(0, nTrain), test: rows.slice(nTrain) };
  }
  const random = asRandomState(options.randomState);
  if (options.stratify !== undefined) {
    checkLength('stratify', options.stratify, nRows);
    return stratifiedShuffleSplit(options.stratify, nTrain, nTest, random);
  }
  const shuffled = random.permutation(nRows);
  return { train: shuffled.slice(nTest, nTest + nTrain), test: shuffled.slice(0, nTest) };
}
