import type { Experiment } from '../experiment.js';

/** What all experiments of "Classifying Skin Lesions using Deep Neural Networks" share. */
export const sourceB = {
  dataset: 'ham10000',
  seed: 42,
  images: { widthPx: 32, heightPx: 32, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 50,
    batchSize: 32,
  },
} as const satisfies Pick<Experiment, 'dataset' | 'seed' | 'images' | 'training'>;

/** Resampled first, then split, as the source does it: copies of one image on both sides. */
export const sourceBSteps = [
  { step: 'resamplePerClass', rows: 'all', samplesPerClass: 500, replace: true },
  { step: 'trainTestSplit', testSize: 0.2, stratify: false },
] as const satisfies Experiment['steps'];

/** The leak-free twin's: split by lesion first, then only training rows are resampled. */
export const sourceBGroupedSteps = [
  { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 },
  { step: 'resamplePerClass', rows: 'train', samplesPerClass: 400, replace: true },
] as const satisfies Experiment['steps'];

/** What the source reported its figures on. */
export const sourceBReported = {
  source: 'Classifying Skin Lesions using Deep Neural Networks',
  metric: 'accuracy',
  on: 'validation, 700 rows',
} as const satisfies Omit<NonNullable<Experiment['reported']>, 'value'>;
