/**
 * Source: "Skin Lesion Classification Project", its CNN with augmentation, batch normalisation,
 * dropout and early stopping.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000 --only cnn`.
 * Expect: no figure was published.
 *
 * The source is silent on sizes, rates and epochs: 64×64 pixels, 12 epochs at most and a patience of
 * 4 are ours. Classes are balanced by weights. The source splits by row, and so images of one
 * lesion stand on several sides: `source-d-cnn-grouped` is the twin that does not leak.
 */
import type { Experiment } from '../experiment.js';
import { sourceD, sourceDCnnTraining, sourceDSplits } from './source-d.js';

/** Source D's CNN, split by row as published, classes balanced by weights. */
export const sourceDCnn = {
  name: 'source-d-cnn',
  title: 'CNN, class weights',
  model: 'augmented-cnn',
  ...sourceD,
  ...sourceDCnnTraining,
  steps: sourceDSplits,
  training: { ...sourceDCnnTraining.training, classWeight: 'balanced' },
} as const satisfies Experiment;
