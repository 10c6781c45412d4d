/**
 * The leak-free twin of source C: 5 folds of lesions, none of them on both sides; an eighth of the
 * training lesions steers learning rate and stopping; the test rows are looked at once.
 * Command: `npx dermlab cross-validate source-c --data hmnist_28_28_RGB.csv`.
 * Takes: 6 minutes of processor time for its 5 folds.
 * Expect: no figure was published. Measured on a table of 28×28 pixels, made of the images at 200×150:
 * accuracy .5584 ± .0472 over the folds, on all 10,015 rows .5584 [.5467, .5704], balanced accuracy .5507
 * [.5271, .5727]; on one of 8×8, of those at 96×72: balanced accuracy .499 [.476, .520].
 */
import type { Experiment } from '../experiment.js';
import { sourceCFold, sourceCShared } from './source-c.js';

/** Source C with folds of lesions, and validation rows of their own. */
export const sourceCByLesion = {
  name: 'source-c-by-lesion',
  title: 'CNN, folds of lesions',
  ...sourceCShared,
  steps: [
    { step: 'stratifiedGroupKFold', ...sourceCFold },
    { step: 'stratifiedGroupKFold', nSplits: 8, fold: 0, into: 'validation' },
    { step: 'randomOverSample', rows: 'train' },
  ],
  leakFreeTwinOf: 'source-c-by-image',
} as const satisfies Experiment;
