import { ArgumentError } from '../core/index.js';

/** How many rows go to either side; what is left out follows from the other. */
export interface SplitSizes {
  /** Rows to test on: a fraction in (0, 1), rounded up, or a count; default 0.25. */
  readonly testSize?: number;
  /** Rows to train on: a fraction in (0, 1), rounded down, or a count; default the rest. */
  readonly trainSize?: number;
}

/** Turns fractions and counts into counts, and refuses those that do not fit `nRows`. */
export function splitCounts(nRows: number, sizes: SplitSizes): { nTrain: number; nTest: number } {
  const { trainSize } = sizes;
  const testSize = sizes.testSize ?? (trainSize === undefined ? 0.25 : undefined);
  const test = countOf('testSize', testSize, nRows, Math.ceil);
  const train = countOf('trainSize', trainSize, nRows, Math.floor);
  if (isFraction(testSize) && isFraction(trainSize) && testSize + trainSize > 1) {
    throw new ArgumentError(
      `trainSize and testSize: expected fractions that sum to at most 1, received ${trainSize} + ${testSize}`,
    );
  }
  const nTrain = train ?? nRows - (test ?? 0);
  const nTest = test ?? nRows - nTrain;
  if (nTrain + nTest > nRows) {
    throw new ArgumentError(
      `trainSize and testSize: expected at most ${nRows} rows together, received ${nTrain} + ${nTest}`,
    );
  }
  if (nTrain === 0) {
    throw new ArgumentError(
      `testSize and trainSize: expected at least 1 row to train on, received ${nRows} rows, ` +
        `testSize=${String(testSize)}, trainSize=${String(trainSize)}`,
    );
  }
  return { nTrain, nTest };
}

function countOf(
  name: string,
  size: number | undefined,
  nRows: number,
  round: (count: number) => number,
): number | undefined {
  if (size === undefined) {
    return undefined;
  }
  if (Number.isInteger(size) && size > 0 && size < nRows) {
    return size;
  }
  if (isFraction(size)) {
    return round(size * nRows);
  }
  throw new ArgumentError(
    `${name}: expected a fraction between 0 and 1 or a count from 1 to ${nRows - 1}, received ${String(size)}`,
  );
}

function isFraction(size: number | undefined): size is number {
  return size !== undefined && size > 0 && size < 1;
}
