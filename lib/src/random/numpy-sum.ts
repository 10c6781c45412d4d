/*
 * Sums of doubles depend on their order in the last bit, and a tie between two folds can hang on
 * that bit. These add up in NumPy's order.
 */

/** Longest stretch that NumPy sums without halving it. */
const BLOCK = 128;

/** Adds up `length` values from `start`. */
export type Sum = (values: Float64Array, start: number, length: number) => number;

/** Sums one after the other: NumPy's order over the rows of a table. */
export const sequentialSum: Sum = (values, start, length) =>
  addTo(0, values, start, start + length);

/** Sums with eight running sums, and in halves above 128: NumPy's order within a row. */
export const pairwiseSum: Sum = (values, start, length) => {
  if (length < 8) {
    return sequentialSum(values, start, length);
  }
  if (length <= BLOCK) {
    return blockSum(values, start, length);
  }
  const half = Math.floor(length / 2);
  const left = half - (half % 8);
  return pairwiseSum(values, start, left) + pairwiseSum(values, start + left, length - left);
};

/** Population standard deviation of `length` values from `start`; `scratch` has as many. */
export function standardDeviation(
  values: Float64Array,
  start: number,
  length: number,
  sum: Sum,
  scratch: Float64Array,
): number {
  const mean = sum(values, start, length) / length;
  for (let index = 0; index < length; index++) {
    const apart = values[start + index]! - mean;
    scratch[index] = apart * apart;
  }
  return Math.sqrt(sum(scratch, 0, length) / length);
}

function addTo(initial: number, values: Float64Array, start: number, end: number): number {
  let sum = initial;
  for (let index = start; index < end; index++) {
    sum += values[index]!;
  }
  return sum;
}

function blockSum(values: Float64Array, start: number, length: number): number {
  const sums = values.slice(start, start + 8);
  const whole = length - (length % 8);
  for (let index = 8; index < whole; index++) {
    sums[index % 8] = sums[index % 8]! + values[start + index]!;
  }
  for (let step = 1; step < 8; step *= 2) {
    for (let index = 0; index < 8; index += 2 * step) {
      sums[index] = sums[index]! + sums[index + step]!;
    }
  }
  return addTo(sums[0]!, values, start + whole, start + length);
}
