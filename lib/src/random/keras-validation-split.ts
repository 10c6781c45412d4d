import { ArgumentError } from '../core/index.js';
import { checkCount, checkSeed } from './checks.js';
import type { Fold } from './folds.js';
import { RandomState } from './random-state.js';
import { rowNumbers } from './row-numbers.js';

/**
 * The files that Keras's `image_dataset_from_directory(validation_split, subset, seed)` puts on each
 * side: all are shuffled, and the last of them are for validation. The classes are not looked at,
 * nor is what the images show.
 *
 * @param nRows - number of files, in the order in which Keras lists them: classes and files by name
 * @param validationSplit - share of the validation side, in (0, 1)
 * @param seed - an integer in [0, 2³² - 1]
 * @returns row numbers of training (`train`) and validation (`test`), in Keras's order
 * @throws ArgumentError if an argument is out of range, or no file is left for a side
 * @remarks Source: Keras 3.15, `index_directory` and `get_training_or_validation_split`.
 * @example
 * ```ts
 * [...kerasValidationSplit(10, 0.2, 42).test]; // => [3, 6]
 * ```
 */
export function kerasValidationSplit(nRows: number, validationSplit: number, seed: number): Fold {
  checkCount('nRows', nRows);
  checkSeed(seed);
  const nValidation = Math.trunc(validationSplit * nRows);
  if (!(nValidation > 0 && nValidation < nRows)) {
    throw new ArgumentError(
      `validationSplit ${validationSplit} of ${nRows} files leaves a side empty; expected a share in (0, 1) that is at least one file and not all of them`,
    );
  }
  const order = rowNumbers(nRows);
  new RandomState(seed).shuffle(order);
  return { train: order.slice(0, -nValidation), test: order.slice(-nValidation) };
}
