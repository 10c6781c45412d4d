/**
 * Source: "Classifying Skin Lesions using Deep Neural Networks", its CNN.
 * Command: `npx dermlab reproduce --only cnn`; about 7 minutes on 2 cores.
 * Expect: accuracy .7520 as reported, within 3 points at the last epoch.
 *
 * The source resamples each class to 500 rows before it splits, so copies of one image stand
 * on both sides; `source-b-cnn-grouped` is the twin that does not leak. The source is silent on
 * stratification: its `train_test_split` call has none.
 */
import type { Experiment } from '../experiment.js';

/** Source B's CNN, exactly as published: resampled first, then split. */
export const sourceBCnn = {
  name: 'source-b-cnn',
  title: 'CNN',
  model: 'cnn',
  dataset: 'ham10000',
  seed: 42,
  steps: [
    { step: 'resamplePerClass', rows: 'all', samplesPerClass: 500, replace: true },
    { step: 'trainTestSplit', testSize: 0.2, stratify: false },
  ],
  images: { widthPx: 32, heightPx: 32, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 50,
    batchSize: 32,
  },
  reported: {
    source: 'Classifying Skin Lesions using Deep Neural Networks',
    metric: 'accuracy',
    value: 0.752,
    on: 'validation, 700 rows',
  },
} as const satisfies Experiment;
