import { ArgumentError } from '../core/index.js';
import { approximateMode } from './approximate-mode.js';
import { type EncodedLabels, encodeLabels, type Label, rowsByClass } from './labels.js';
import type { RandomState } from './random-state.js';

/** Splits rows at random so that both sides have the classes' shares. */
export function stratifiedShuffleSplit(
  labels: ArrayLike<Label>,
  nTrain: number,
  nTest: number,
  random: RandomState,
): { train: Int32Array; test: Int32Array } {
  const encoded = encodeLabels(labels, 'stratify');
  checkClasses(encoded, nTrain, nTest);
  const { codes, counts } = encoded;
  const trainCounts = approximateMode(counts, nTrain, random);
  const remaining = counts.map((count, index) => count - trainCounts[index]!);
  const testCounts = approximateMode(remaining, nTest, random);
  const { rows, starts } = rowsByClass(codes, counts);
  const train: Int32Array[] = [];
  const test: Int32Array[] = [];
  for (let index = 0; index < counts.length; index++) {
    const ofClass = random.permutation(rows.subarray(starts[index], starts[index + 1]));
    const middle = trainCounts[index]!;
    train.push(ofClass.subarray(0, middle));
    test.push(ofClass.subarray(middle, middle + testCounts[index]!));
  }
  return {
    train: random.permutation(concatenate(train)),
    test: random.permutation(concatenate(test)),
  };
}

/** Joins arrays end to end. */
export function concatenate(parts: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}

function checkClasses({ classes, counts }: EncodedLabels, nTrain: number, nTest: number): void {
  const tooSmall = classes.filter((_, index) => counts[index]! < 2);
  if (tooSmall.length > 0) {
    throw new ArgumentError(
      `stratify: expected at least 2 rows of every class, received 1 of ${tooSmall.join(', ')}`,
    );
  }
  for (const [name, size] of [
    ['trainSize', nTrain],
    ['testSize', nTest],
  ] as const) {
    if (size < classes.length) {
      throw new ArgumentError(
        `${name}: expected at least a row for each of the ${classes.length} classes, received ${size}`,
      );
    }
  }
}
