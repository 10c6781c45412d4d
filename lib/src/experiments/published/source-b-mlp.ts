/**
 * Source: "Classifying Skin Lesions using Deep Neural Networks", its MLP.
 * Command: `npx dermlab reproduce --only mlp`.
 * Expect: accuracy .7057 as reported, within 3 points at the last epoch.
 *
 * The same rows as `source-b-cnn`, and so the same leak.
 */
import type { Experiment } from '../experiment.js';
import { sourceB, sourceBReported, sourceBSteps } from './source-b.js';

/** Source B's MLP, exactly as published: resampled first, then split. */
export const sourceBMlp = {
  name: 'source-b-mlp',
  title: 'MLP',
  model: 'mlp',
  ...sourceB,
  steps: sourceBSteps,
  reported: { ...sourceBReported, value: 0.7057 },
} as const satisfies Experiment;
