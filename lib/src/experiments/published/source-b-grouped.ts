/**
 * The leak-free twins of source B's models: the same images, model and training, but the split
 * comes first, keeps each lesion on one side, and only training rows are resampled.
 * Command: `npx dermlab reproduce`.
 * Expect: no figure was published; the README's table has the measured one.
 *
 * 400 rows a class make 2,800 training rows, as many as the published split has, so that the
 * amount of training is the same. The test fold keeps its natural class mix.
 */
import type { Experiment } from '../experiment.js';
import { sourceB, sourceBGroupedSteps } from './source-b.js';
import { sourceBVgg16 } from './source-b-vgg16.js';

/** Source B's CNN on a lesion-grouped split that is balanced after splitting. */
export const sourceBCnnGrouped = {
  name: 'source-b-cnn-grouped',
  title: 'CNN, leak-free',
  model: 'cnn',
  ...sourceB,
  steps: sourceBGroupedSteps,
  leakFreeTwinOf: 'source-b-cnn',
} as const satisfies Experiment;

/** Source B's MLP on a lesion-grouped split that is balanced after splitting. */
export const sourceBMlpGrouped = {
  name: 'source-b-mlp-grouped',
  title: 'MLP, leak-free',
  model: 'mlp',
  ...sourceB,
  steps: sourceBGroupedSteps,
  leakFreeTwinOf: 'source-b-mlp',
} as const satisfies Experiment;

/** Source B's VGG16 transfer model on a lesion-grouped split that is balanced after splitting. */
export const sourceBVgg16Grouped = {
  ...sourceB,
  name: 'source-b-vgg16-grouped',
  title: 'VGG16 transfer, leak-free',
  model: 'vgg16-transfer',
  base: sourceBVgg16.base,
  images: sourceBVgg16.images,
  steps: sourceBGroupedSteps,
  leakFreeTwinOf: 'source-b-vgg16',
} as const satisfies Experiment;
