import type { Experiment } from './experiment.js';

/**
 * The same experiment with other epochs, such as few of them for a quick look. Fine-tuning keeps its
 * own where they are fewer.
 *
 * @param experiment - with or without a fine-tuning phase
 * @param epochs - passes over the training rows, at most, and at most in each phase
 * @returns another experiment
 * @example
 * ```ts
 * withEpochs(sourceBCnn, 2).training.epochs; // => 2
 * withEpochs(sourceDMobilenet, 100).training.fineTuning?.epochs; // => 8
 * ```
 */
export function withEpochs(experiment: Experiment, epochs: number): Experiment {
  const { fineTuning } = experiment.training;
  const phases = fineTuning
    ? { fineTuning: { ...fineTuning, epochs: Math.min(epochs, fineTuning.epochs) } }
    : {};
  return { ...experiment, training: { ...experiment.training, epochs, ...phases } };
}
