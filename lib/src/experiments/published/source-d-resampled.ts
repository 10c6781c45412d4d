/**
 * Source: "Skin Lesion Classification Project", its CNN with classes balanced by drawing rows.
 * Command: `npx dermlab train isic2019 --data isic2019 --images ham10000 --only cnn-oversampled`, and
 * `cnn-undersampled`.
 * Takes: 2 minutes undersampled, 5 oversampled, on 2 busy cores.
 * Expect: no figure was published. Undersampled, on the 10,015 images of HAM10000 at 200×150, 1,002 test
 * rows, 95 % intervals: accuracy .4741 [.4420–.5065], balanced accuracy .4206 [.3628–.4812], macro-F1
 * .2884 [.2499–.3254]. Oversampled, 2 epochs: accuracy .3683 [.3377–.4008], balanced accuracy .3709
 * [.3343–.4037], macro-F1 .2649 [.2364–.2931].
 *
 * As `source-d-cnn` but for the balance, and for the epochs: oversampling makes five times the rows,
 * undersampling a tenth. Only training rows are drawn, after the splits, as the source's notebook
 * cannot be seen to do otherwise.
 */
import type { Experiment } from '../experiment.js';
import { sourceDCnnTraining, sourceDSplits } from './source-d.js';
import { sourceDCnn } from './source-d-cnn.js';

const { training } = sourceDCnnTraining;

/** Source D's CNN, training rows of each class filled up to the largest by copies. */
export const sourceDCnnOversampled = {
  ...sourceDCnn,
  name: 'source-d-cnn-oversampled',
  title: 'CNN, oversampled',
  steps: [...sourceDSplits, { step: 'randomOverSample', rows: 'train' }],
  training: { ...training, epochs: 2 },
} as const satisfies Experiment;

/** Source D's CNN, training rows of each class cut down to the smallest. */
export const sourceDCnnUndersampled = {
  ...sourceDCnn,
  name: 'source-d-cnn-undersampled',
  title: 'CNN, undersampled',
  steps: [...sourceDSplits, { step: 'randomUnderSample', rows: 'train' }],
  training: {
    ...training,
    epochs: 40,
    earlyStopping: { ...training.earlyStopping, patience: 10 },
  },
} as const satisfies Experiment;
