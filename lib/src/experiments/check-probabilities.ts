import { RunError } from '../core/index.js';

const TOLERANCE = 1e-3;

/**
 * Refuses outputs that are no probabilities, such as those of a model without a softmax at its end.
 *
 * @param values - one row of a model's outputs
 * @param model - its name, for the message
 * @throws RunError where a value is not in [0, 1], or they do not sum to 1
 */
export function checkProbabilities(values: ArrayLike<number>, model: string): void {
  const all = Array.from(values);
  const sum = all.reduce((total, value) => total + value, 0);
  const inRange = all.every((value) => value >= -TOLERANCE && value <= 1 + TOLERANCE);
  if (inRange && Math.abs(sum - 1) <= TOLERANCE) return;
  throw new RunError(
    `${model} gives ${all.map((value) => value.toPrecision(3)).join(', ')}, expected probabilities, in [0, 1] and summing to 1. Give it a softmax as its last layer.`,
  );
}
