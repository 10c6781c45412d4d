import { ArgumentError } from '../core/index.js';
import type { LabelledRow } from '../datasets/index.js';
import {
  type Fold,
  kerasValidationSplit,
  RandomState,
  StratifiedGroupKFold,
  StratifiedKFold,
  trainTestSplit,
} from '../random/index.js';
import type { SplitStep } from './data-step.js';
import type { Pool } from './sample-rows.js';

/**
 * Splits a side off the training rows.
 *
 * @param from - training rows so far
 * @param step - how to split
 * @param rows - the data set's rows
 * @param seed - scikit-learn's `random_state`
 * @returns what is left of the training rows, and the side or sides split off
 * @throws ArgumentError for a fold that there is none of, or rows without a side of their own
 */
export function splitRows(
  from: Int32Array,
  step: SplitStep,
  rows: readonly LabelledRow[],
  seed: number,
): Pool {
  if (step.step === 'givenSplit') return givenSides(from, rows);
  const labels = Array.from(from, (row) => rows[row]?.dx ?? '');
  const lesions = Array.from(from, (row) => rows[row]?.lesion_id ?? '');
  const { train, test } = foldOf(step, labels, lesions, seed);
  const pick = (positions: Int32Array) => positions.map((position) => from[position] ?? -1);
  return { train: pick(train), [step.into ?? 'test']: pick(test) };
}

function foldOf(
  step: Exclude<SplitStep, { step: 'givenSplit' }>,
  labels: readonly string[],
  lesions: readonly string[],
  seed: number,
): Fold {
  if (step.step === 'kerasValidationSplit') {
    return kerasValidationSplit(labels.length, step.validationSplit, seed);
  }
  const randomState = new RandomState(seed);
  if (step.step === 'trainTestSplit') {
    const { testSize, stratify } = step;
    const options = { testSize, randomState, ...(stratify ? { stratify: labels } : {}) };
    return trainTestSplit(labels.length, options);
  }
  const { nSplits, fold } = step;
  const options = { nSplits, shuffle: true, randomState };
  const folds =
    step.step === 'stratifiedKFold'
      ? new StratifiedKFold(options).split(labels)
      : [...new StratifiedGroupKFold(options).split(labels, lesions)];
  const chosen = folds[fold];
  if (!chosen) throw new ArgumentError(`fold ${fold} of ${nSplits}; expected 0 to ${nSplits - 1}`);
  return chosen;
}

function givenSides(from: Int32Array, rows: readonly LabelledRow[]): Pool {
  const homeless = from.find((row) => rows[row]?.split === undefined);
  if (homeless !== undefined) {
    const { image_id: image = '' } = rows[homeless] ?? {};
    throw new ArgumentError(
      `givenSplit: the data set puts image ${image} on no side; expected train, validation or test`,
    );
  }
  const side = (name: LabelledRow['split']) => from.filter((row) => rows[row]?.split === name);
  const validation = side('validation');
  const test = side('test');
  return {
    train: side('train'),
    ...(test.length > 0 ? { test } : {}),
    ...(validation.length > 0 ? { validation } : {}),
  };
}
