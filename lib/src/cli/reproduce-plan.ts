import {
  type Experiment,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceBMlp,
  sourceBMlpGrouped,
} from '../experiments/index.js';

/** In the order they are run: the published figures first, then what they are worth. */
const EXPERIMENTS: readonly Experiment[] = [
  sourceBCnn,
  sourceBMlp,
  sourceBCnnGrouped,
  sourceBMlpGrouped,
];

/** What `--only` takes: the models of the table's rows. */
export const MODELS: readonly string[] = [...new Set(EXPERIMENTS.map(({ model }) => model))];

/**
 * The experiments to run, in order.
 *
 * @param options - models to keep
 * @returns experiments in the order they are run
 */
export function planReproduction({
  only = MODELS,
}: {
  readonly only?: readonly string[];
}): Experiment[] {
  return EXPERIMENTS.filter(({ model }) => only.includes(model));
}
