import { describe, expect, test } from 'vitest';
import {
  joinGroups,
  RandomState,
  StratifiedGroupKFold,
  stratifiedGroupTrainValidationTest,
} from '../../lib/src/random/index.js';
import { readFixture } from '../parity/regenerate.js';
import { groupsOf, labelsOf } from './fixture.js';

interface Fixture {
  readonly nestedSplits: readonly {
    readonly y: number[];
    readonly groups: number[];
    readonly nSplits: number;
    readonly nValidationSplits: number;
    readonly seed: number;
    readonly folds: readonly string[];
  }[];
  readonly joinedGroups: {
    readonly groups: number[];
    readonly pairs: [number, number][];
    readonly joined: number[];
  };
}

// Written again and compared by test/metrics/statistics.parity.test.ts.
const fixture = readFixture<Fixture>('statistics');

describe('stratifiedGroupTrainValidationTest', () => {
  test.each(fixture.nestedSplits)(
    'is scikit-learn twice over, $nSplits folds, seed $seed',
    (given) => {
      const { y, groups, seed, folds, ...sizes } = given;
      const split = stratifiedGroupTrainValidationTest(y, groups, { ...sizes, randomState: seed });
      const sides = split.map(({ train, validation, test: tested }) => {
        const sideOf = Array<string>(y.length).fill('?');
        for (const row of train) sideOf[row] = 't';
        for (const row of validation) sideOf[row] = 'v';
        for (const row of tested) sideOf[row] = 'x';
        return sideOf.join('');
      });
      expect(sides).toEqual(folds);
    },
  );

  const y = labelsOf('imbalanced7');
  const groups = groupsOf('lesions', y.length);
  const folds = stratifiedGroupTrainValidationTest(y, groups, { randomState: 42 });

  test('tests on each row once, and parts no group', () => {
    expect(folds.flatMap((fold) => [...fold.test]).toSorted((a, b) => a - b)).toEqual([
      ...y.keys(),
    ]);
    for (const { train, validation, test: tested } of folds) {
      const sides = [train, validation, tested].map(
        (side) => new Set(Array.from(side, (row) => groups[row])),
      );
      const all = new Set(groups).size;
      expect(sides.reduce((sum, side) => sum + side.size, 0)).toBe(all);
      expect(train.length + validation.length + tested.length).toBe(y.length);
    }
  });

  test('gives 64, 16 and 20 percent by default', () => {
    const [first] = folds;
    for (const [side, share] of [
      [first!.train, 0.64],
      [first!.validation, 0.16],
      [first!.test, 0.2],
    ] as const) {
      expect(side.length / y.length).toBeCloseTo(share, 2);
    }
  });

  test('has the test rows of StratifiedGroupKFold, so that the two can be compared', () => {
    const plain = new StratifiedGroupKFold({ shuffle: true, randomState: 42 }).split(y, groups);
    expect(folds.map((fold) => fold.test)).toEqual(plain.map((fold) => fold.test));
  });
});

describe('joinGroups', () => {
  test('finds the components that SciPy finds', () => {
    const { groups, pairs, joined } = fixture.joinedGroups;
    expect(joinGroups(groups, pairs)).toEqual(joined);
  });

  const lesions = Array.from({ length: 500 }, (_, i) => `HAM_${String(i).padStart(4, '0')}`);

  test('joins a chain of any length, whatever the order of its pairs', () => {
    const chain = Array.from({ length: 499 }, (_, i) => [i, i + 1] as [number, number]);
    const shuffled = Array.from(new RandomState(1).permutation(499), (i) => chain[i]!);
    for (const pairs of [chain, chain.toReversed(), shuffled.map(([a, b]) => [b, a] as const)]) {
      expect(new Set(joinGroups(lesions, pairs))).toEqual(new Set(['HAM_0000']));
    }
  });

  test('changes nothing without pairs, nor by pairs within a lesion', () => {
    expect(joinGroups(lesions, [])).toEqual(lesions);
    expect(
      joinGroups(
        ['a', 'b', 'a'],
        [
          [0, 2],
          [1, 1],
        ],
      ),
    ).toEqual(['a', 'b', 'a']);
  });

  test('joins every row of the two lesions, not only the pair', () => {
    expect(joinGroups(['b', 'b', 'a', 'a', 'c'], [[1, 2]])).toEqual(['a', 'a', 'a', 'a', 'c']);
  });

  test.each([
    [[[0, 2]], 'pairs[0]: expected an integer from 0 to 1, received 2'],
    [
      [
        [0, 1],
        [-1, 0],
      ],
      'pairs[1]',
    ],
    [[[0.5, 1]], 'received 0.5'],
  ] as [[number, number][], string][])('refuses %j', (pairs, message) => {
    expect(() => joinGroups(['a', 'b'], pairs)).toThrow(message);
  });
});
