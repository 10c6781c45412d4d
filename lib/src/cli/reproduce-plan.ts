import {
  type Experiment,
  mobilenetTransferGrouped,
  mobilenetTransferLeaky,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceBMlp,
  sourceBMlpGrouped,
  sourceBVgg16,
  sourceBVgg16Caffe,
  sourceBVgg16Grouped,
} from '../experiments/index.js';

/** In the order they are run: the published figures first, then what they are worth. */
const EXPERIMENTS: readonly Experiment[] = [
  sourceBCnn,
  sourceBMlp,
  sourceBVgg16,
  sourceBCnnGrouped,
  sourceBMlpGrouped,
  sourceBVgg16Grouped,
];

/** Questions of our own: run where their model is asked for. */
const ON_REQUEST: readonly Experiment[] = [
  sourceBVgg16Caffe,
  mobilenetTransferLeaky,
  mobilenetTransferGrouped,
];

/** What `--only` takes. */
export const MODELS: readonly string[] = [
  ...new Set([...EXPERIMENTS, ...ON_REQUEST].map(({ model }) => model)),
];

/**
 * The experiments to run, in order.
 *
 * @param options - models to keep; absent: those of the published table
 * @returns experiments in the order they are run
 */
export function planReproduction({ only }: { readonly only?: readonly string[] }): Experiment[] {
  if (!only) return [...EXPERIMENTS];
  return [...EXPERIMENTS, ...ON_REQUEST].filter(({ model }) => only.includes(model));
}
