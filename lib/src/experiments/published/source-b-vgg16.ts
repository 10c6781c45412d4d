/**
 * Source: "Classifying Skin Lesions using Deep Neural Networks", its VGG16 transfer model.
 * Command: `npx dermlab reproduce --only vgg16-transfer --weights FILE`.
 * Expect: accuracy .7229 as reported. Not measured with ImageNet weights so far: they could not be had
 * where this was written. With `--weights random`, embedded images: accuracy .3314 [.287–.373] of 700
 * rows at the last epoch, which shows that all runs and says nothing of transfer learning.
 *
 * The same rows as `source-b-cnn`, and so the same leak. The images are divided by 255, as the
 * source does, which is not what the ImageNet weights were trained on; `sourceBVgg16Caffe` has
 * Keras's own preprocessing.
 */
import type { Experiment } from '../experiment.js';
import { caffePreprocessing } from '../preprocess-image.js';
import { sourceB, sourceBReported, sourceBSteps } from './source-b.js';

/** Source B's VGG16 transfer model, exactly as published: resampled first, then split. */
export const sourceBVgg16 = {
  ...sourceB,
  name: 'source-b-vgg16',
  title: 'VGG16 transfer',
  model: 'vgg16-transfer',
  base: { weights: 'imagenet' },
  images: { widthPx: 150, heightPx: 150, divideBy: 255 },
  steps: sourceBSteps,
  reported: { ...sourceBReported, value: 0.7229 },
} as const satisfies Experiment;

/** The same with Keras's own preprocessing for VGG16; an answer to a question of our own. */
export const sourceBVgg16Caffe = {
  ...sourceB,
  name: 'source-b-vgg16-caffe',
  title: 'VGG16 transfer, Keras’s preprocessing',
  model: 'vgg16-transfer',
  base: { weights: 'imagenet' },
  images: { widthPx: 150, heightPx: 150, ...caffePreprocessing },
  steps: sourceBSteps,
} as const satisfies Experiment;
