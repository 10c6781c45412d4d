/**
 * Source: none; MobileNet of width 0.25 with ImageNet weights on the rows of "Classifying Skin
 * Lesions using Deep Neural Networks", to see what a base of 0.2 million parameters gives.
 * Command: `npx dermlab reproduce --only mobilenet-transfer --weights FILE`.
 * Minutes: 2 for both on 2 cores, a second time seconds.
 * Expect, with the released MobileNet v1 0.25 224 weights, at the last epoch, 95 % intervals:
 * embedded images (96×72): accuracy .6500 [.608–.690] of 700 rows, which leak; leak-free balanced
 * accuracy .4937 [.440–.552] of 2,004 rows, accuracy .5983 [.574–.624].
 * images of 200×150: accuracy .6757 [.634–.715]; leak-free balanced accuracy .5171 [.466–.570],
 * accuracy .5958 [.571–.620].
 */
import type { Experiment } from '../experiment.js';
import { tfPreprocessing } from '../preprocess-image.js';
import { sourceB, sourceBGroupedSteps, sourceBSteps } from './source-b.js';

const mobilenetTransfer = {
  ...sourceB,
  model: 'mobilenet-transfer',
  base: { weights: 'imagenet', alpha: 0.25 },
  images: { widthPx: 224, heightPx: 224, ...tfPreprocessing },
} as const;

/** MobileNet transfer on source B's rows: resampled first, then split. */
export const mobilenetTransferLeaky = {
  ...mobilenetTransfer,
  name: 'mobilenet-transfer',
  title: 'MobileNet transfer',
  steps: sourceBSteps,
} as const satisfies Experiment;

/** MobileNet transfer on a lesion-grouped split that is balanced after splitting. */
export const mobilenetTransferGrouped = {
  ...mobilenetTransfer,
  name: 'mobilenet-transfer-grouped',
  title: 'MobileNet transfer, leak-free',
  steps: sourceBGroupedSteps,
  leakFreeTwinOf: 'mobilenet-transfer',
} as const satisfies Experiment;
