import { ArgumentError } from '../core/index.js';
import type { DataStep } from './data-step.js';
import type { Experiment } from './experiment.js';
import { PUBLISHED } from './published/all.js';

/** One of five folds of the lesions that are left when the test side is gone. */
const VALIDATION_FOLD = { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 } as const;

/**
 * The steps by which candidates of a sweep are trained and scored: the test side is taken away
 * before anything else, and a fold of the lesions left stands in for it.
 *
 * @param experiment - with a test side of lesions of its own
 * @returns steps whose test side is the sweep's validation side
 * @throws ArgumentError where the experiment's own test side is of rows that training has, too
 */
export function candidateSteps(experiment: Experiment): DataStep[] {
  const [before, after] = aroundTestSplit(experiment);
  return [...before, { step: 'withholdTest' }, ...validationFold(experiment, 'test'), ...after];
}

/**
 * The steps of the experiment that a sweep has chosen: its own. One without a validation side gets
 * the sweep's, so that no curve is drawn on test rows, and the candidate's model comes out again.
 *
 * @param experiment - with a test side of lesions of its own
 * @param hasValidation - whether its own steps give a validation side
 * @returns steps whose test side is the experiment's own
 * @throws ArgumentError as {@link candidateSteps} does
 */
export function winnerSteps(experiment: Experiment, hasValidation: boolean): DataStep[] {
  const [before, after] = aroundTestSplit(experiment);
  return hasValidation
    ? [...experiment.steps]
    : [...before, ...validationFold(experiment, 'validation'), ...after];
}

function validationFold({ dataset }: Experiment, into: 'validation' | 'test'): DataStep[] {
  const fold: DataStep = { ...VALIDATION_FOLD, into };
  // Only training rows may be copies made by augmentation.
  return dataset === 'class-folders' ? [fold, { step: 'dropAugmented', from: into }] : [fold];
}

/** The steps up to the one that splits the test side off, and those that follow. */
function aroundTestSplit(experiment: Experiment): [readonly DataStep[], readonly DataStep[]] {
  const { steps } = experiment;
  const place = steps.findIndex(splitsTestOff);
  const step = steps[place];
  if (!step)
    throw new ArgumentError(`${experiment.name} cannot be swept: no step splits a test side off`);
  const before = steps.slice(0, place + 1);
  if (before.some((other) => 'rows' in other)) {
    throw new ArgumentError(
      `${experiment.name} cannot be swept honestly: it draws rows anew before it splits, so copies of its test images are in training. ${remedy(experiment)}`,
    );
  }
  if (step.step !== 'givenSplit' && step.step !== 'stratifiedGroupKFold') {
    throw new ArgumentError(
      `${experiment.name} cannot be swept honestly: its test side is split off by row, so lesions of its test images are in training. ${remedy(experiment)}`,
    );
  }
  return [before, steps.slice(place + 1)];
}

function splitsTestOff(step: DataStep): boolean {
  if (step.step === 'givenSplit') return true;
  return (
    !('rows' in step || step.step === 'dropAugmented' || step.step === 'withholdTest') &&
    step.into !== 'validation'
  );
}

function remedy({ name }: Experiment): string {
  const twin = PUBLISHED.find(({ leakFreeTwinOf }) => leakFreeTwinOf === name);
  return twin
    ? `Sweep its leak-free twin, ${twin.name}.`
    : 'Split its test side off with stratifiedGroupKFold, before rows are drawn.';
}
