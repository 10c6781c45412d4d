/**
 * The leak-free twins of source B's models: the same images, model and training, but the split
 * comes first, keeps each lesion on one side, and only training rows are resampled.
 * Command: `npx dermlab reproduce`; about 7 (CNN) and 9 (MLP) minutes on 2 cores.
 * Expect: no figure was published; the README's table has the measured one.
 *
 * 400 rows a class make 2,800 training rows, as many as the published split has, so that the
 * amount of training is the same. The test fold keeps its natural class mix.
 */
import type { DataStep, Experiment } from '../experiment.js';
import { sourceBCnn } from './source-b-cnn.js';
import { sourceBMlp } from './source-b-mlp.js';

const steps = [
  { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 },
  { step: 'resamplePerClass', rows: 'train', samplesPerClass: 400, replace: true },
] as const satisfies readonly DataStep[];

const { reported: _cnnReported, ...cnn } = sourceBCnn;
const { reported: _mlpReported, ...mlp } = sourceBMlp;

/** Source B's CNN on a lesion-grouped split that is balanced after splitting. */
export const sourceBCnnGrouped = {
  ...cnn,
  name: 'source-b-cnn-grouped',
  title: 'CNN, leak-free',
  steps,
  leakFreeTwinOf: 'source-b-cnn',
} as const satisfies Experiment;

/** Source B's MLP on a lesion-grouped split that is balanced after splitting. */
export const sourceBMlpGrouped = {
  ...mlp,
  name: 'source-b-mlp-grouped',
  title: 'MLP, leak-free',
  steps,
  leakFreeTwinOf: 'source-b-mlp',
} as const satisfies Experiment;
