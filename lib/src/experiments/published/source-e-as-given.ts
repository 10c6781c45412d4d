/**
 * Source E's model on folders that bring their own validation images (`Train`, `Validation`, `Test`),
 * such as `npx dermlab preprocess --folders` makes them.
 * Command: `npx dermlab train class-folders --data FOLDER`.
 * Expect: what the folders hold; nothing is split, and training classes are cut down to the smallest.
 */
import type { Experiment } from '../experiment.js';
import { sourceE } from './source-e.js';

/** Source E's CNN on three given folders. */
export const sourceEAsGiven = {
  name: 'source-e-as-given',
  title: 'CNN on class folders, split as given',
  ...sourceE,
  steps: [{ step: 'givenSplit' }, { step: 'randomUnderSample', rows: 'train' }],
} as const satisfies Experiment;
