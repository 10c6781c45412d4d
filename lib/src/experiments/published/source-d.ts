import type { Experiment } from '../experiment.js';

/** What the experiments of "Skin Lesion Classification Project" share. */
export const sourceD = {
  dataset: 'isic2019',
  seed: 42,
} as const satisfies Pick<Experiment, 'dataset' | 'seed'>;

/** A tenth of the rows for the end, then a tenth of the rest to steer training; by row. */
export const sourceDSplits = [
  { step: 'trainTestSplit', testSize: 0.1, stratify: false },
  { step: 'trainTestSplit', testSize: 0.1, stratify: false, into: 'validation' },
] as const satisfies Experiment['steps'];

/** The same shares, but each lesion on one side. */
export const sourceDGroupedSplits = [
  { step: 'stratifiedGroupKFold', nSplits: 10, fold: 0 },
  { step: 'stratifiedGroupKFold', nSplits: 10, fold: 0, into: 'validation' },
] as const satisfies Experiment['steps'];

/** How the convolutional network is fed and trained. */
export const sourceDCnnTraining = {
  images: { widthPx: 64, heightPx: 64, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 12,
    batchSize: 32,
    earlyStopping: { monitor: 'valLoss', patience: 4, restoreBestWeights: true },
  },
} as const satisfies Pick<Experiment, 'images' | 'training'>;
