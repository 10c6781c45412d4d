import { ArgumentError } from '../core/index.js';
import type { DataStep, SplitStep } from './data-step.js';
import type { Experiment } from './experiment.js';

type FoldStep = Extract<SplitStep, { readonly fold: number }>;

/**
 * One experiment a fold: the step that splits the test fold off takes each fold in turn.
 *
 * @param experiment - with a step `stratifiedKFold` or `stratifiedGroupKFold` into the test side
 * @returns the experiments, named and titled by fold, counted from 1
 * @throws ArgumentError where no step splits a test fold off
 * @example
 * ```ts
 * const folds = crossValidationFolds(sourceCByLesion);
 * folds.map(({ name }) => name)[4]; // => 'source-c-by-lesion-fold-5'
 * ```
 */
export function crossValidationFolds(experiment: Experiment): Experiment[] {
  const { name, title, steps } = experiment;
  const step = steps.find(isTestFold);
  if (!step) {
    throw new ArgumentError(
      `${name} has no folds: no step splits a test fold off; add stratifiedKFold or stratifiedGroupKFold`,
    );
  }
  return Array.from({ length: step.nSplits }, (_, fold) => ({
    ...experiment,
    name: `${name}-fold-${fold + 1}`,
    title: `${title}, fold ${fold + 1} of ${step.nSplits}`,
    steps: steps.map((other) => (other === step ? { ...step, fold } : other)),
  }));
}

function isTestFold(step: DataStep): step is FoldStep {
  return 'fold' in step && step.into !== 'validation';
}
