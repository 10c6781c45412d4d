/**
 * Source: "Melanoma Detection Assignment".
 * Command: `npx dermlab train class-folders --data augmented --only by-image`.
 * Expect: the source reports no figure that could be held against this one, as its nine classes of
 * ISIC images are others; MEASURED
 *
 * As the source does it: the training folder is augmented first, and a fifth of it is held back for
 * validation afterwards, file by file, as Keras does it for the seed. So copies of one image, and
 * images of one lesion, stand on both sides; `source-e-by-lesion` is the twin that does not leak.
 * Classes that are still larger than the smallest are cut down to it, as the source's are all of
 * about one size. 64×64 pixels in place of the source's 180×180, so that it takes minutes.
 */
import type { Experiment } from '../experiment.js';
import { sourceE } from './source-e.js';

/** Source E's CNN, validated on files held back by row, copies among them. */
export const sourceEByImage = {
  name: 'source-e-by-image',
  title: 'CNN on class folders',
  ...sourceE,
  steps: [
    { step: 'givenSplit' },
    { step: 'randomUnderSample', rows: 'train' },
    { step: 'kerasValidationSplit', validationSplit: 0.2, into: 'validation' },
  ],
} as const satisfies Experiment;
