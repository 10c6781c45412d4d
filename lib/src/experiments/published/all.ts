import type { Experiment } from '../experiment.js';
import { mobilenetTransferGrouped, mobilenetTransferLeaky } from './mobilenet-transfer.js';
import { sourceAClassifyingModel } from './source-a-classifying-model.js';
import { sourceBCnn } from './source-b-cnn.js';
import { sourceBCnnGrouped, sourceBMlpGrouped, sourceBVgg16Grouped } from './source-b-grouped.js';
import { sourceBMlp } from './source-b-mlp.js';
import { sourceBVgg16, sourceBVgg16Caffe } from './source-b-vgg16.js';
import { sourceCByImage } from './source-c-by-image.js';
import { sourceCByLesion } from './source-c-by-lesion.js';
import { sourceCOversampledFirst } from './source-c-oversampled-first.js';
import { sourceDCnn } from './source-d-cnn.js';
import { sourceDCnnGrouped } from './source-d-grouped.js';
import { sourceDMobilenet, sourceDMobilenetGrouped } from './source-d-mobilenet.js';
import { sourceDCnnOversampled, sourceDCnnUndersampled } from './source-d-resampled.js';
import { sourceEAsGiven } from './source-e-as-given.js';
import { sourceEByImage } from './source-e-by-image.js';
import { sourceEByLesion } from './source-e-by-lesion.js';

/** Every published experiment and every twin, each before its leak-free one. */
export const PUBLISHED: readonly Experiment[] = [
  sourceAClassifyingModel,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceBMlp,
  sourceBMlpGrouped,
  sourceBVgg16,
  sourceBVgg16Caffe,
  sourceBVgg16Grouped,
  mobilenetTransferLeaky,
  mobilenetTransferGrouped,
  sourceCOversampledFirst,
  sourceCByImage,
  sourceCByLesion,
  sourceDCnn,
  sourceDCnnUndersampled,
  sourceDCnnOversampled,
  sourceDCnnGrouped,
  sourceDMobilenet,
  sourceDMobilenetGrouped,
  sourceEAsGiven,
  sourceEByImage,
  sourceEByLesion,
];
