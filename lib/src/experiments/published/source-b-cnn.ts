/**
 * Source: "Classifying Skin Lesions using Deep Neural Networks", its CNN.
 * Command: `npx dermlab reproduce --only cnn`.
 * Expect: accuracy .7520 as reported, within 3 points at the last epoch.
 *
 * The source resamples each class to 500 rows before it splits, so copies of one image stand
 * on both sides; `source-b-cnn-grouped` is the twin that does not leak. The source is silent on
 * stratification: its `train_test_split` call has none.
 */
import type { Experiment } from '../experiment.js';
import { sourceB, sourceBReported, sourceBSteps } from './source-b.js';

/** Source B's CNN, exactly as published: resampled first, then split. */
export const sourceBCnn = {
  name: 'source-b-cnn',
  title: 'CNN',
  model: 'cnn',
  ...sourceB,
  steps: sourceBSteps,
  reported: { ...sourceBReported, value: 0.752 },
} as const satisfies Experiment;
