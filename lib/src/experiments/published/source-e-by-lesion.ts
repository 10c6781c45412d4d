/**
 * The leak-free twin of source E's experiment: the same folders, model and training, but no lesion
 * stands on both sides, and the validation images are all originals.
 * Command: `npx dermlab train class-folders --data augmented --only by-lesion`.
 * Expect: MEASURED
 *
 * The fold of lesions comes first, then copies leave the validation side (only training images are
 * ever augmented), then the training classes are cut down to the smallest. Validation keeps the
 * natural mix of classes.
 */
import type { Experiment } from '../experiment.js';
import { sourceE } from './source-e.js';

/** Source E's CNN, validated on originals of lesions that training has none of. */
export const sourceEByLesion = {
  name: 'source-e-by-lesion',
  title: 'CNN on class folders, leak-free',
  ...sourceE,
  steps: [
    { step: 'givenSplit' },
    { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0, into: 'validation' },
    { step: 'dropAugmented', from: 'validation' },
    { step: 'randomUnderSample', rows: 'train' },
  ],
  leakFreeTwinOf: 'source-e-by-image',
} as const satisfies Experiment;
