import type { TrainStep } from '../../lib/src/engine/index.js';

const REASON = 'the test wants it so';

/** Lets a step run op by op, as where it cannot be compiled. */
export function keepEager(step: TrainStep): TrainStep {
  (step as unknown as { functions: { reason: string } }).functions.reason = REASON;
  return step;
}

/**
 * How far two lists of tensors are apart: of each, the norm of the difference by the norm of the
 * expected one; the largest of these.
 */
export function relativeDifference(
  actual: readonly Float32Array[],
  expected: readonly Float32Array[],
): number {
  const differences = expected.map((values, i) => {
    const difference = norm(values.map((value, j) => value - actual[i]![j]!));
    return difference === 0 ? 0 : difference / norm(values);
  });
  return Math.max(...differences);
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
