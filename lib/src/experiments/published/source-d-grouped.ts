/**
 * The leak-free twin of source D's CNN: the same images, model and training, but each lesion stands
 * on one side of both splits.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000`.
 * Takes: 6 minutes on 2 busy cores (12 epochs; the weights of epoch 10 put back).
 * Expect: no figure was published. On the 10,015 images of HAM10000 at 200×150, 1,002 test rows, 95 %
 * intervals: accuracy .5100 [.4748–.5473], balanced accuracy .4392 [.3837–.5022], macro-F1 .3021
 * [.2580–.3395]: no lower than by row, so this network learns too little by heart to gain by the leak.
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
