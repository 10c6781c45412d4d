import type { Experiment } from '../experiment.js';

/** Source A's classifying model on `main_image_data.csv`, by the table's own split. */
export const sourceAClassifyingModel = {
  name: 'source-a-classifying-model',
  title: 'Classifying model',
  model: 'classifying-model',
  dataset: 'image-table',
  seed: 42,
  steps: [{ step: 'givenSplit' }],
  images: { widthPx: 28, heightPx: 28, channels: 3, divideBy: 1 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'sparseCategoricalCrossentropy',
    classWeight: 'balanced',
    epochs: 40,
    batchSize: 64,
    reduceLROnPlateau: { monitor: 'valLoss', factor: 0.5, patience: 4 },
    earlyStopping: { monitor: 'valLoss', patience: 10, restoreBestWeights: true },
  },
} as const satisfies Experiment;
