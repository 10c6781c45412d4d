/**
 * The leak-free twins of source B's models: the same images, model and training, but the split
 * comes first, keeps each lesion on one side, and only training rows are resampled.
 * Command: `npx dermlab reproduce`.
 * Expect: no figure was published; the README's table has the measured one.
 *
 * 400 rows a class make 2,800 training rows, as many as the published split has, so that the
 * amount of training is the same. The test fold keeps its natural class mix.
 */
import type { Experiment } from '../experiment.js';
import { sourceB } from './source-b.js';

const steps = [
  { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 },
  { step: 'resamplePerClass', rows: 'train', samplesPerClass: 400, replace: true },
] as const satisfies Experiment['steps'];

/** Source B's CNN on a lesion-grouped split that is balanced after splitting. */
export const sourceBCnnGrouped = {
  name: 'source-b-cnn-grouped',
  title: 'CNN, leak-free',
  model: 'cnn',
  ...sourceB,
  steps,
  leakFreeTwinOf: 'source-b-cnn',
} as const satisfies Experiment;

/** Source B's MLP on a lesion-grouped split that is balanced after splitting. */
export const sourceBMlpGrouped = {
  name: 'source-b-mlp-grouped',
  title: 'MLP, leak-free',
  model: 'mlp',
  ...sourceB,
  steps,
  leakFreeTwinOf: 'source-b-mlp',
} as const satisfies Experiment;
