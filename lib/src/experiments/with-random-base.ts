import type { Experiment } from './experiment.js';

/**
 * The same experiment with a base that has learned nothing, under a name and title that say so and
 * without the reported figure: it shows how the model works and reproduces nothing.
 *
 * @param experiment - with or without a pretrained base
 * @returns another experiment; the same one where there is no base
 */
export function withRandomBase(experiment: Experiment): Experiment {
  const { name, title, base, leakFreeTwinOf } = experiment;
  if (!base) return experiment;
  const renamed: Experiment & { reported?: unknown } = {
    ...experiment,
    name: randomName(name),
    title: `${title}, random base`,
    base: { ...base, weights: 'random' },
    ...(leakFreeTwinOf === undefined ? {} : { leakFreeTwinOf: randomName(leakFreeTwinOf) }),
  };
  delete renamed.reported;
  return renamed;
}

function randomName(name: string): string {
  return `${name}-random-base`;
}
