/**
 * The leak-free twin of source E's experiment: the same folders, model and training, but no lesion
 * stands on both sides, and the validation images are all originals.
 * Command: `npx dermlab train class-folders --data augmented --only by-lesion`.
 * Minutes: 4 on 2 cores.
 * Expect: validation accuracy .569 after epoch 18 (n = 1,595, best .589 [.561–.617] after epoch 16), and
 * accuracy .566 [.539–.593] on the test folder (n = 1,995), balanced accuracy .488 [.442–.543], macro-F1
 * .414 [.376–.451]. So this validation foretells the test folder, while that by image, .646 on classes of
 * one size, is 15 points above the balanced accuracy there. On the same folders as `source-e-by-image`.
 * On the images at 200×150: validation .612 (best .621 [.591–.648] after epoch 15); test folder: accuracy
 * .615 [.588–.640], balanced accuracy .497 [.449–.547], macro-F1 .434 [.390–.473].
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
