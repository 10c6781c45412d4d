/**
 * Source: "Skin Lesion Classification Project", its fine-tuning of a pretrained network.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000 --only mobilenet --weights FILE`.
 * Takes: 2 minutes a model on 2 busy cores, 12 epochs and 8 of fine-tuning.
 * Expect: no figure was published. With the released MobileNet v1 0.25 224 weights, on the 10,015 images
 * of HAM10000 at 200×150, 1,002 test rows, 95 % intervals: by row accuracy .5818 [.5504–.6126], balanced
 * accuracy .5576 [.4930–.6226], macro-F1 .3619 [.3186–.4044]; by lesion .6098 [.5748–.6447], .5141
 * [.4476–.5940], .4005 [.3380–.4546].
 *
 * The source names no network: MobileNet of width 0.25 on 128×128 pixels is ours. First the head is
 * trained on the frozen base, then the last two blocks of the base with it at a tenth of the learning
 * rate; batch normalisation keeps its stored means. Without augmentation, since what is frozen runs
 * once for each image.
 */
import type { Experiment } from '../experiment.js';
import { tfPreprocessing } from '../preprocess-image.js';
import { sourceD, sourceDGroupedSplits, sourceDSplits } from './source-d.js';

/** MobileNet fine-tuned on ISIC 2019, split by row as published. */
export const sourceDMobilenet = {
  name: 'source-d-mobilenet',
  title: 'MobileNet, fine-tuned',
  model: 'mobilenet-transfer',
  base: { weights: 'imagenet', alpha: 0.25 },
  ...sourceD,
  steps: sourceDSplits,
  images: { widthPx: 128, heightPx: 128, ...tfPreprocessing },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    classWeight: 'balanced',
    epochs: 12,
    batchSize: 32,
    earlyStopping: { monitor: 'valLoss', patience: 4, restoreBestWeights: true },
    fineTuning: {
      unfreeze: { names: ['conv_dw_12', 'conv_pw_12', 'conv_dw_13', 'conv_pw_13'] },
      learningRate: 1e-4,
      epochs: 8,
    },
  },
} as const satisfies Experiment;

/** MobileNet fine-tuned on ISIC 2019 on lesion-grouped splits. */
export const sourceDMobilenetGrouped = {
  ...sourceDMobilenet,
  name: 'source-d-mobilenet-grouped',
  title: 'MobileNet, fine-tuned, leak-free',
  steps: sourceDGroupedSplits,
  leakFreeTwinOf: 'source-d-mobilenet',
} as const satisfies Experiment;
