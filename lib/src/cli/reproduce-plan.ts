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
 * @param options - models to keep, and a seed in place of the published one
 * @returns experiments in the order they are run
 */
export function planReproduction(options: {
  readonly only?: readonly string[];
  readonly seed?: number;
}): Experiment[] {
  const { only = MODELS, seed } = options;
  const wanted = EXPERIMENTS.filter(({ model }) => only.includes(model));
  return seed === undefined ? wanted : wanted.map((experiment) => ({ ...experiment, seed }));
}
