import { expect, test } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import { arrangeSplits, loadHam10000 } from '../../lib/src/datasets/index.js';
import { trainTestSplit } from '../../lib/src/random/index.js';

const ham10000 = await loadHam10000();
ham10000.close();
const rows = ham10000.rows.map((row) => ({ lesionId: row.lesion_id, label: row.dx }));

test('by lesion, no lesion is in two parts', () => {
  const splits = arrangeSplits(rows, { seed: 42 });
  const parts = new Map<string, Set<string>>();
  rows.forEach(({ lesionId }, row) => {
    parts.set(lesionId, (parts.get(lesionId) ?? new Set()).add(splits[row]!));
  });
  expect(parts.size).toBe(7470);
  expect([...parts.values()].every((part) => part.size === 1)).toBe(true);
});

test('by lesion, the parts have their shares of the lesions of each class', () => {
  const splits = arrangeSplits(rows, { testSize: 0.2, validationSize: 0.1, seed: 42 });
  for (const label of ham10000.classes) {
    const lesions = (part?: string) =>
      new Set(
        rows
          .filter((row, at) => row.label === label && (part ?? splits[at]) === splits[at])
          .map(({ lesionId }) => lesionId),
      ).size;
    expect(Math.abs(lesions('test') - 0.2 * lesions())).toBeLessThanOrEqual(1);
    expect(Math.abs(lesions('validation') - 0.1 * lesions())).toBeLessThanOrEqual(1);
  }
});

test("by image, the parts are those of scikit-learn's split twice in a row", () => {
  const splits = arrangeSplits(rows, { by: 'image', testSize: 0.1, validationSize: 0.09, seed: 7 });
  const labels = rows.map(({ label }) => label);
  const first = trainTestSplit(rows.length, { testSize: 0.1, stratify: labels, randomState: 7 });
  const stratify = Array.from(first.train, (row) => labels[row]!);
  const second = trainTestSplit(stratify.length, { testSize: 0.1, stratify, randomState: 7 });
  const inPart = (part: string) => [...splits.keys()].filter((row) => splits[row] === part);
  expect(inPart('test')).toEqual([...first.test].sort((a, b) => a - b));
  const validation = Array.from(second.test, (at) => first.train[at]!);
  expect(inPart('validation')).toEqual(validation.sort((a, b) => a - b));
});

test('another seed, another arrangement; the same seed, the same', () => {
  const [first, again, other] = [42, 42, 43].map((seed) => arrangeSplits(rows, { seed }).join());
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('without a test and a validation part all is for training', () => {
  const splits = arrangeSplits(rows, { testSize: 0, validationSize: 0, seed: 42 });
  expect(new Set(splits)).toEqual(new Set(['train']));
});

test('sizes that leave nothing to train on are refused', () => {
  const options = { testSize: 0.6, validationSize: 0.4, seed: 42 };
  expect(() => arrangeSplits(rows, options)).toThrow(ArgumentError);
  expect(() => arrangeSplits(rows, options)).toThrow('expected a sum below 1');
});
