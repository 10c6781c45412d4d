/**
 * Source: "Melanoma Detection Assignment".
 * Command: `npx dermlab train class-folders --data augmented --only by-image`.
 * Minutes: 6 on 2 cores, beside other work.
 * Expect: validation accuracy .646 after epoch 18 (n = 700, best .669 [.630–.705] after epoch 16) while
 * training accuracy is .792: it overfits. On the test folder (n = 1,995) balanced accuracy is
 * .494 [.450–.547], accuracy .602 [.576–.626], macro-F1 .411 [.372–.449]. Measured on the embedded 96×72
 * images, arranged by `npx dermlab preprocess --folders arranged --validation-size 0` and filled up by
 * `npx dermlab augment --data arranged --per-class 500 --out augmented`. On the images at 200×150, the same way:
 * validation .640 (best .644 [.605–.684] after epoch 14), training .768; test folder: balanced .531
 * [.484–.580], accuracy .573 [.547–.600], macro-F1 .447 [.401–.486]. The source's classes and images are
 * others, so it reports no figure to hold against these.
 *
 * As the source does it: the training folder is augmented first, and a fifth of it is held back for
 * validation afterwards, file by file, as Keras does it for the seed. So copies of one image, and
 * images of one lesion, stand on both sides (437 of the 700 validation rows); `source-e-by-lesion`
 * is the twin that does not leak. Classes that are still larger than the smallest are cut down to it, as the source's are all of
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
