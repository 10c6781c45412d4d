import type { Experiment } from '../experiment.js';

/**
 * What all experiments of "Deep Learning-Based Skin Cancer Detection Using HAM10000" share. The
 * source names the kinds of layers, the loss, the optimizer and the callbacks, and no numbers but the
 * 5 folds: these are ours.
 */
export const sourceCShared = {
  dataset: 'pixel-table',
  model: 'pixel-table-cnn',
  seed: 42,
  images: { widthPx: 28, heightPx: 28, divideBy: 255, filter: 'lanczos' },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'sparseCategoricalCrossentropy',
    epochs: 8,
    batchSize: 128,
    reduceLROnPlateau: { monitor: 'valAccuracy', factor: 0.5, patience: 1, minLr: 1e-5 },
    earlyStopping: { monitor: 'valLoss', patience: 3 },
  },
} as const satisfies Omit<Experiment, 'name' | 'title' | 'steps'>;

/** The test side of each fold; cross-validation counts `fold` up. */
export const sourceCFold = { nSplits: 5, fold: 0 } as const;
