/**
 * Source: "Skin Cancer Lesion Classification Project", its notebook Creating_Classifying_model.
 * Command: `npx dermlab preprocess`, then `npx dermlab train classifying-model`: about 4 minutes on
 * 2 cores.
 * Expect: no figure was published. Measured on the table's own test part (by lesion, 1,995 images of
 * 1,494 lesions, 95 % intervals by bootstrap over lesions): embedded images at 96×72, accuracy .645
 * [.620–.669], balanced .554 [.512–.601]; images at 200×150, accuracy .640 [.615–.664], balanced .548
 * [.502–.604]. Always saying nv is right for .670.
 *
 * The source describes neither network nor training. Classes are weighted because nv is 58 times as
 * common as df; validation rows steer the learning rate and the end, test rows are looked at once.
 */
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
