import { createHash } from 'node:crypto';
import { stringify as stableJson } from 'safe-stable-stringify';
import type { DataStep } from './data-step.js';
import type { Experiment } from './experiment.js';
import { type Assignment, withAssignment } from './sweep-fields.js';
import { candidateSteps, winnerSteps } from './sweep-steps.js';

const DIGITS = 6;

/**
 * The experiment of one candidate: trained without the test side, which its steps take away first,
 * and scored on a fold of the lesions that are left.
 *
 * @param experiment - what is swept
 * @param assignment - what this candidate sets
 * @returns an experiment with a name and title of its own; its test side is the sweep's validation side
 * @throws ArgumentError where a value does not fit, or the experiment cannot be swept honestly
 * @example
 * ```ts
 * const candidate = sweepCandidate(sourceBCnnGrouped, { 'training.batchSize': 16 });
 * candidate.title; // => 'CNN, leak-free: batchSize 16'
 * ```
 */
export function sweepCandidate(experiment: Experiment, assignment: Assignment): Experiment {
  return swept(experiment, assignment, 'candidate', candidateSteps(experiment));
}

/**
 * The experiment that a sweep has chosen, on its full split.
 *
 * @param experiment - what was swept
 * @param assignment - of the best candidate
 * @param hasValidation - whether the experiment's own steps give a validation side
 * @returns an experiment with a name and title of its own
 * @throws ArgumentError as {@link sweepCandidate} does
 */
export function sweepWinner(
  experiment: Experiment,
  assignment: Assignment,
  hasValidation: boolean,
): Experiment {
  return swept(experiment, assignment, 'swept', winnerSteps(experiment, hasValidation));
}

/**
 * What an assignment sets, in words.
 *
 * @param assignment - any
 * @returns e.g. `learningRate 0.001, batchSize 16`
 */
export function assignmentText(assignment: Assignment): string {
  return Object.entries(assignment)
    .map(([field, value]) => `${shortField(field)} ${valueText(value)}`)
    .join(', ');
}

/**
 * A field's name without the parts that all fields share.
 *
 * @param field - a path
 * @returns e.g. `learningRate` of `training.optimizer.learningRate`
 */
export function shortField(field: string): string {
  return field.replace(/^(training\.optimizer|training|images)\./, '');
}

/**
 * A value of a field as tables show it.
 *
 * @param value - any
 * @returns e.g. `0.001`; `none` where the field is left out, numbers with four digits
 */
export function valueText(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}

function swept(
  experiment: Experiment,
  assignment: Assignment,
  role: 'candidate' | 'swept',
  steps: readonly DataStep[],
): Experiment {
  const digest = createHash('sha256').update(stableJson(assignment)).digest('hex');
  const renamed: Experiment & { reported?: unknown; leakFreeTwinOf?: unknown } = {
    ...withAssignment(experiment, assignment),
    name: `${experiment.name}-${role}-${digest.slice(0, DIGITS)}`,
    title: `${experiment.title}: ${assignmentText(assignment)}`,
    steps,
  };
  delete renamed.reported;
  delete renamed.leakFreeTwinOf;
  return renamed;
}
