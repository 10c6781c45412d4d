/**
 * Source: "Deep Learning-Based Skin Cancer Detection Using HAM10000", 5 folds of images, the
 * minority classes oversampled inside each training fold.
 * Command: `npx dermlab cross-validate source-c --data hmnist_28_28_RGB.csv`.
 * Takes: 6 minutes of processor time for its 5 folds.
 * Expect: no figure was published. Measured on a table of 28×28 pixels, made of the images at 200×150:
 * accuracy .6098 ± .0376 over the folds, on all 10,015 rows .6098 [.5985, .6211], balanced accuracy .5970
 * [.5749, .6165]; on one of 8×8, of those at 96×72: balanced accuracy .509 [.487, .530].
 *
 * No image is on both sides, but lesions are: two of five test images show one that another image
 * in training shows, too. The test rows also steer learning rate and stopping, as usual with Keras.
 */
import type { Experiment } from '../experiment.js';
import { sourceCFold, sourceCShared } from './source-c.js';

/** Source C with folds of images, oversampled after splitting. */
export const sourceCByImage = {
  name: 'source-c-by-image',
  title: 'CNN, folds of images',
  ...sourceCShared,
  steps: [
    { step: 'stratifiedKFold', ...sourceCFold },
    { step: 'randomOverSample', rows: 'train' },
  ],
} as const satisfies Experiment;
