import { ArgumentError } from '../core/index.js';
import { trainTestSplit } from '../random/index.js';
import type { ImageSplit } from './main-image-data.js';

/** How images are arranged in three parts. */
export interface ArrangeSplitsOptions {
  /** Share of the test part, in [0, 1); with 0 there is none. Default 0.2. */
  readonly testSize?: number;
  /** Share of the validation part, in [0, 1); with 0 there is none. Default 0.1. */
  readonly validationSize?: number;
  /**
   * What is drawn: `lesion` keeps all images of a lesion in one part, so that no part holds what
   * another one shows; `image` draws each image by itself, as most published splits do. Default
   * `lesion`.
   */
  readonly by?: 'lesion' | 'image';
  /** Seed of both draws, an integer in [0, 2³² - 1]. */
  readonly seed: number;
}

/**
 * Arranges images in training, validation and test parts by two stratified `train_test_split`s in a
 * row: first the test part, then the validation part out of the rest.
 *
 * @param rows - lesion and label of each image
 * @param options - sizes, whether lesions or images are drawn, and the seed
 * @returns the part of each image, in the rows' order
 * @throws ArgumentError for sizes that do not fit, or a class with too few lesions or images
 * @remarks Shares are those of lesions (or images) of each class; a lesion counts with the label of
 * its first image.
 * @example
 * ```ts
 * const rows = Array.from({ length: 20 }, (_, index) => {
 *   return { lesionId: `HAM_${index >> 1}`, label: index < 10 ? 'mel' : 'nv' };
 * });
 * const splits = arrangeSplits(rows, { testSize: 0.2, validationSize: 0.2, seed: 42 });
 * splits.filter((split) => split === 'test').length; // => 4
 * ```
 */
export function arrangeSplits(
  rows: readonly { readonly lesionId: string; readonly label: string }[],
  { testSize = 0.2, validationSize = 0.1, by = 'lesion', seed }: ArrangeSplitsOptions,
): ImageSplit[] {
  if (testSize + validationSize >= 1) {
    throw new ArgumentError(
      `testSize ${testSize} and validationSize ${validationSize} leave nothing to train on; expected a sum below 1.`,
    );
  }
  const unitOf = rows.map(({ lesionId }, row) => (by === 'lesion' ? lesionId : row));
  const labels = new Map<string | number, string>();
  for (const [row, { label }] of rows.entries()) {
    const unit = unitOf[row]!;
    if (!labels.has(unit)) labels.set(unit, label);
  }
  const units = [...labels.keys()];
  const draw = (from: Int32Array, size: number) => {
    if (size === 0) return { rest: from, drawn: new Int32Array() };
    const stratify = Array.from(from, (unit) => labels.get(units[unit]!)!);
    const { train, test } = trainTestSplit(from.length, {
      testSize: size,
      stratify,
      randomState: seed,
    });
    return { rest: train.map((at) => from[at]!), drawn: test.map((at) => from[at]!) };
  };
  const test = draw(Int32Array.from(units.keys()), testSize);
  const validation = draw(test.rest, validationSize / (1 - testSize));
  const partOf = new Map<string | number, ImageSplit>();
  for (const unit of test.drawn) partOf.set(units[unit]!, 'test');
  for (const unit of validation.drawn) partOf.set(units[unit]!, 'validation');
  return unitOf.map((unit) => partOf.get(unit) ?? 'train');
}
