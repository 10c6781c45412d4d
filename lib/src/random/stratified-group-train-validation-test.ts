import { checkLength } from './checks.js';
import type { Label } from './labels.js';
import type { Seed } from './random-state.js';
import { StratifiedGroupKFold } from './stratified-group-k-fold.js';

/** Options of `stratifiedGroupTrainValidationTest`. */
export interface TrainValidationTestOptions {
  /** Number of folds, at least 2, default 5: one of them is tested on. */
  readonly nSplits?: number;
  /** Into how many parts the rest is split, at least 2, default 5: one of them is for validation. */
  readonly nValidationSplits?: number;
  /** Seed of every shuffle, or a generator that draws on. */
  readonly randomState: Seed;
}

/** Row indices of one fold, ascending. */
export interface TrainValidationTestFold {
  /** Rows to train on. */
  readonly train: Int32Array;
  /** Rows to choose on: epochs, temperatures, thresholds, settings. */
  readonly validation: Int32Array;
  /** Rows to test on, once; over all folds each row stands here once. */
  readonly test: Int32Array;
}

/**
 * Splits rows into folds to train, to validate and to test on, without parting a group and with the
 * classes' shares as alike as that allows. Whatever is chosen by its score is chosen on the
 * validation rows, so that the test rows stay unseen.
 *
 * @param y - class label of each row
 * @param groups - group of each row, e.g. `lesion_id`, or what `joinGroups` made of it
 * @param options - number of folds and of validation parts, seed
 * @returns a fold each: by default 64 % to train, 16 % to validate and 20 % to test on
 * @throws ArgumentError if there are too few rows or groups
 * @remarks Equal index by index to scikit-learn 1.9.1's `StratifiedGroupKFold(nSplits, shuffle=True)`
 * and, within each fold's training rows, the first fold of another with `nValidationSplits`.
 * @example
 * ```ts
 * const y = ['nv', 'nv', 'nv', 'nv', 'mel', 'mel', 'mel', 'mel'];
 * const lesions = ['1', '2', '3', '4', '5', '6', '7', '8'];
 * const options = { nSplits: 2, nValidationSplits: 2, randomState: 42 };
 * const [first] = stratifiedGroupTrainValidationTest(y, lesions, options);
 * [first?.train.length, first?.validation.length, first?.test.length]; // => [2, 2, 4]
 * ```
 */
export function stratifiedGroupTrainValidationTest(
  y: ArrayLike<Label>,
  groups: ArrayLike<Label>,
  { nSplits = 5, nValidationSplits = 5, randomState }: TrainValidationTestOptions,
): TrainValidationTestFold[] {
  checkLength('groups', groups, y.length);
  const outer = new StratifiedGroupKFold({ nSplits, shuffle: true, randomState });
  const inner = new StratifiedGroupKFold({
    nSplits: nValidationSplits,
    shuffle: true,
    randomState,
  });
  return outer.split(y, groups).map(({ train: rest, test }) => {
    const [first] = inner.split(
      Array.from(rest, (row) => y[row]!),
      Array.from(rest, (row) => groups[row]!),
    );
    return {
      train: first!.train.map((place) => rest[place]!),
      validation: first!.test.map((place) => rest[place]!),
      test,
    };
  });
}
