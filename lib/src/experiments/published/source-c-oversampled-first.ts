/**
 * Source: "Deep Learning-Based Skin Cancer Detection Using HAM10000", as its order of steps reads:
 * the minority classes are oversampled first, the folds are made afterwards. Copies of one image
 * stand on both sides of each fold.
 * Command: `npx dermlab cross-validate source-c --oversample before-split`.
 * Expect: no figure was published.
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
