/**
 * Source: "Skin Lesion Classification Project", its CNN with augmentation, batch normalisation,
 * dropout and early stopping.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000 --only cnn`.
 * Takes: 4 minutes on 2 busy cores (9 epochs, stopped early; the weights of epoch 5 put back).
 * Expect: no figure was published. On the 10,015 images of HAM10000 at 200×150, 1,002 test rows, 95 %
 * intervals: accuracy .4711 [.4385–.5036], balanced accuracy .4199 [.3663–.4766], macro-F1 .2839
 * [.2437–.3246]. Always naming the commonest class is right for .667.
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
