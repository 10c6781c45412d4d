/**
 * Source: "Deep Learning-Based Skin Cancer Detection Using HAM10000", as its order of steps reads:
 * the minority classes are oversampled first, the folds are made afterwards. Copies of one image
 * stand on both sides of each fold.
 * Command: `npx dermlab cross-validate source-c --oversample before-split`.
 * Takes: 7 minutes of processor time for its 5 folds.
 * Expect: no figure was published. Measured on a table of 28×28 pixels, made of the images at 200×150:
 * accuracy, which is balanced here, .7165 ± .0248 over the folds, on all 46,935 test rows .7165 [.6996,
 * .7328]; 40,138 of them are images that the model was trained on.
 */
import type { Experiment } from '../experiment.js';
import { sourceCFold, sourceCShared } from './source-c.js';

/** Source C oversampled before splitting: most test images are training images. */
export const sourceCOversampledFirst = {
  name: 'source-c-oversampled-first',
  title: 'CNN, oversampled first',
  ...sourceCShared,
  steps: [
    { step: 'randomOverSample', rows: 'all' },
    { step: 'stratifiedKFold', ...sourceCFold },
  ],
} as const satisfies Experiment;
