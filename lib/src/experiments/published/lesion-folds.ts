/**
 * Every published model on one footing: five folds of lesions, each image predicted once by a model that has
 * seen neither it nor its lesion. What is a source's own stays so: network, images,
 * training, how classes are balanced; where its split leaks, or is one of many, these folds stand in.
 * Command: `npx dermlab honest`, with source E `npx dermlab honest --folders augmented`.
 * Expect: no source reports such figures; the README's table has the measured ones.
 *
 * Sides come first, and only training rows are drawn anew. Where rows steer the training (early
 * stopping, learning rate) they are lesions of their own, in the source's share. Source D's experiments
 * run on HAM10000's own images and seven classes here, so that all models answer for the same rows, and on the same folds, but source E's: copies take part in
 * the draw of its folds.
 */
import type { Experiment } from '../experiment.js';
import { mobilenetTransferLeaky } from './mobilenet-transfer.js';
import { sourceAClassifyingModel } from './source-a-classifying-model.js';
import { sourceBGroupedSteps } from './source-b.js';
import { sourceBCnn } from './source-b-cnn.js';
import { sourceBMlp } from './source-b-mlp.js';
import { sourceBVgg16 } from './source-b-vgg16.js';
import { sourceCByImage } from './source-c-by-image.js';
import { sourceCByLesion } from './source-c-by-lesion.js';
import { sourceDCnn } from './source-d-cnn.js';
import { sourceDMobilenet } from './source-d-mobilenet.js';
import { sourceDCnnOversampled, sourceDCnnUndersampled } from './source-d-resampled.js';
import { sourceEByImage } from './source-e-by-image.js';

/** A published experiment, and the same on five folds of lesions. */
export interface LesionFolds {
  /** As it was published. */
  readonly published: Experiment;
  /** On five folds of lesions, for `crossValidationFolds`. */
  readonly experiment: Experiment;
}

const TEST_FOLD = { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 } as const;

const [, ...ROWS_OF_B] = sourceBGroupedSteps;
const [, ...ROWS_OF_C] = sourceCByLesion.steps;

/** All published models on five folds of lesions, in the sources' order. */
export const LESION_FOLDS: readonly LesionFolds[] = [
  inFolds(sourceAClassifyingModel, 'A: CNN on 28×28 pixels', [steeredBy(8)]),
  inFolds(sourceBCnn, 'B: CNN', ROWS_OF_B),
  inFolds(sourceBMlp, 'B: MLP', ROWS_OF_B),
  inFolds(sourceBVgg16, 'B: VGG16 transfer', ROWS_OF_B),
  inFolds(mobilenetTransferLeaky, 'B’s rows: MobileNet 0.25, frozen', ROWS_OF_B),
  inFolds(sourceCByImage, 'C: CNN on 28×28 pixels', ROWS_OF_C),
  inFolds(sourceDCnn, 'D: CNN, class weights', [steeredBy(9)]),
  inFolds(sourceDCnnUndersampled, 'D: CNN, undersampled', [
    steeredBy(9),
    { step: 'randomUnderSample', rows: 'train' },
  ]),
  inFolds(sourceDCnnOversampled, 'D: CNN, oversampled', [
    steeredBy(9),
    { step: 'randomOverSample', rows: 'train' },
  ]),
  inFolds(sourceDMobilenet, 'D: MobileNet 0.25, fine-tuned', [steeredBy(9)]),
  inFolds(sourceEByImage, 'E: CNN, augmented folders', [
    { step: 'dropAugmented', from: 'test' },
    { step: 'randomUnderSample', rows: 'train' },
  ]),
];

function inFolds(published: Experiment, title: string, steps: Experiment['steps']): LesionFolds {
  const name = `${published.name.replace(/-by-image$/, '')}-lesion-folds`;
  const dataset = published.dataset === 'class-folders' ? 'class-folders' : 'ham10000';
  const experiment: Experiment & { reported?: unknown } = {
    ...published,
    name,
    title,
    dataset,
    steps: [TEST_FOLD, ...steps],
  };
  // What was reported was reported of another split.
  delete experiment.reported;
  return { published, experiment };
}

/** One of `nSplits` folds of the lesions that are left, to steer the training. */
function steeredBy(nSplits: number): Experiment['steps'][number] {
  return { step: 'stratifiedGroupKFold', nSplits, fold: 0, into: 'validation' };
}
