import type { Experiment } from '../experiment.js';

/** What all experiments of "Melanoma Detection Assignment" share. */
export const sourceE = {
  model: 'class-folders-cnn',
  dataset: 'class-folders',
  seed: 42,
  images: { widthPx: 64, heightPx: 64, divideBy: 1 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'sparseCategoricalCrossentropy',
    epochs: 18,
    batchSize: 32,
  },
} as const satisfies Pick<Experiment, 'model' | 'dataset' | 'seed' | 'images' | 'training'>;
