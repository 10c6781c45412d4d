/**
 * The leak-free twin of source D's CNN: the same images, model and training, but each lesion stands
 * on one side of both splits.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000`.
 * Expect: no figure was published.
 *
 * Lesions are those of ISIC 2019's metadata, in the HAM10000 part HAM10000's own; an image without
 * one counts as a lesion of its own.
 */
import type { Experiment } from '../experiment.js';
import { sourceDGroupedSplits } from './source-d.js';
import { sourceDCnn } from './source-d-cnn.js';

/** Source D's CNN on lesion-grouped splits. */
export const sourceDCnnGrouped = {
  ...sourceDCnn,
  name: 'source-d-cnn-grouped',
  title: 'CNN, class weights, leak-free',
  steps: sourceDGroupedSplits,
  leakFreeTwinOf: 'source-d-cnn',
} as const satisfies Experiment;
