import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  GroupKFold,
  KFold,
  RandomState,
  resample,
  StratifiedGroupKFold,
  StratifiedKFold,
  trainTestSplit,
} from '../../lib/src/random/index.js';
import { testRegeneration } from '../parity/regenerate.js';
import {
  fixture,
  groupsOf,
  type LabelsName,
  labelsOf,
  type RandomFixture,
  type Short,
  shortDoubles,
  shortIntegers,
  shortSides,
} from './fixture.js';

const SIZES = [0, 1, 2, 7, 1000, 10015];

/* Normal numbers may differ in the last bit between C libraries; integers may not at all. */
testRegeneration('numpy_random', { relative: 1e-15, timeoutMs: 300_000 });

describe.each(fixture.draws)('RandomState($seed)', (expected) => {
  const random = () => new RandomState(expected.seed);

  test('permutes', () => {
    expect(SIZES.map((n) => shortIntegers(random().permutation(n)))).toEqual(expected.permutation);
  });

  test('shuffles in place', () => {
    const shuffled = (n: number) => {
      const values = Int32Array.from({ length: n }, (_, index) => index * 3);
      random().shuffle(values);
      return shortIntegers(values);
    };
    expect(SIZES.map(shuffled)).toEqual(expected.shuffle);
  });

  test('draws doubles', () => {
    expect(SIZES.map((n) => shortDoubles(random().randomSample(n)))).toEqual(expected.randomSample);
    expect(shortDoubles(random().uniform(-2.5, 0.7, 1000))).toEqual(expected.uniform);
  });

  test.each(expected.randint)('draws integers from [$low, $high)', ({ low, high, ...drawn }) => {
    expect(shortIntegers(random().randint(low, high, 1000))).toEqual(drawn);
  });

  test('chooses', () => {
    const chosen = [1, 2, 1000, 10015].map((n) => shortIntegers(random().choice(n, 500)));
    expect(chosen).toEqual(expected.choice);
  });

  test('chooses without replacement', () => {
    const chosen = SIZES.map((n) =>
      shortIntegers(random().choice(n, Math.floor((n + 1) / 2), { replace: false })),
    );
    expect(chosen).toEqual(expected.choiceDistinct);
  });

  test('chooses with probabilities', () => {
    expect(shortIntegers(random().choice(7, 1000, { p: weights(7) }))).toEqual(
      expected.choiceWeighted,
    );
    const distinct = random().choice(1000, 700, { replace: false, p: weights(1000) });
    expect(shortIntegers(distinct)).toEqual(expected.choiceWeightedDistinct);
  });
});

describe.each(fixture.normals)('RandomState($seed).normal($loc, $scale)', (expected) => {
  const drawn = new RandomState(expected.seed).normal(expected.loc, expected.scale, 501);
  const apart = expected.values.map((value, index) => Math.abs(value - drawn[index]!));

  test('is within two units of the last place of NumPy', () => {
    const far = apart.filter((gap, index) => gap > 4.5e-16 * Math.abs(expected.values[index]!));
    expect(far).toEqual([]);
  });

  test('is equal to the last bit in all but one of a hundred', () => {
    expect(apart.filter((gap) => gap > 0).length).toBeLessThanOrEqual(5);
  });
});

test.each(fixture.mixtures)('RandomState($seed) draws different kinds in turn', (expected) => {
  const random = new RandomState(expected.seed);
  const drawn = {
    seed: expected.seed,
    randint: [...random.randint(0, 100, 5)],
    normal: [...random.normal(0, 1, 3)],
    permutation: [...random.permutation(9)],
    normalAgain: [...random.normal(0, 1, 2)],
    randomSample: [...random.randomSample(3)],
    choice: [...random.choice(20, 6, { replace: false })],
  };
  const { key, position, gauss } = random.getState();
  const state = { key: shortWords(key), position, gauss };
  expect({ ...drawn, state }).toEqual(expected);
});

test.each(Object.keys(fixture.labels) as LabelsName[])('labels %s are the same here', (name) => {
  const labels = labelsOf(name);
  const sha256 = createHash('sha256').update(labels.join(',')).digest('hex');
  expect({ length: labels.length, sha256 }).toEqual(fixture.labels[name]);
});

describe('trainTestSplit', () => {
  test.each(fixture.trainTestSplits)(
    'of $labels, stratify $stratify, seed $seed, test $testSize, train $trainSize',
    ({ labels, stratify, seed, testSize, trainSize, result }) => {
      const y = labelsOf(labels);
      const split = () =>
        trainTestSplit(y.length, {
          ...(testSize === null ? {} : { testSize }),
          ...(trainSize === null ? {} : { trainSize }),
          ...(stratify ? { stratify: y } : {}),
          randomState: seed,
        });
      expectResult(() => shortSides(split()), result);
    },
  );

  test.each(fixture.plainSizes)('of $n rows, seed $seed', ({ n, seed, result }) => {
    const split = () => trainTestSplit(n, { testSize: 0.2, randomState: seed });
    expectResult(() => shortSides(split()), result);
  });

  test.each(fixture.ordered)('of $n rows in order', ({ n, ...expected }) => {
    expect(shortSides(trainTestSplit(n, { testSize: 0.3, shuffle: false }))).toEqual(expected);
  });
});

describe('resample', () => {
  test.each(fixture.resamples)(
    'of $labels, seed $seed, replace $replace, stratify $stratify, $nSamples rows',
    ({ labels, seed, replace, stratify, nSamples, result }) => {
      const y = labelsOf(labels);
      const rows = y.map((_, row) => row + 100);
      const drawn = () =>
        resample(rows, {
          replace,
          ...(nSamples === null ? {} : { nSamples }),
          ...(stratify ? { stratify: y } : {}),
          randomState: seed,
        });
      expectResult(() => shortIntegers(drawn()), result);
    },
  );

  test('balances to 500 rows a class before a split, as source B does', () => {
    const y = labelsOf('imbalanced7');
    const rows = [...new Set(y)].sort().flatMap((label) => {
      const ofClass = y.flatMap((other, row) => (other === label ? [row] : []));
      return [...resample(ofClass, { replace: true, nSamples: 500, randomState: 42 })];
    });
    const { train, test: held } = trainTestSplit(rows.length, { testSize: 0.2, randomState: 42 });
    const rowsAt = (places: Int32Array) => places.map((place) => rows[place]!);
    expect({
      rows: shortIntegers(Int32Array.from(rows)),
      ...shortSides({ train: rowsAt(train), test: rowsAt(held) }),
    }).toEqual(fixture.balanced500);
  });
});

describe('folds', () => {
  /* Its own test is in folds.test.ts; here many cases would only repeat it. */
  beforeEach(() => void vi.spyOn(process, 'emitWarning').mockReturnValue());
  afterEach(() => vi.restoreAllMocks());

  test.each(fixture.folds)(
    '$splitter of $labels, groups $groups, $nSplits folds, seed $seed',
    (expected) => {
      expectResult(() => shortIntegers(foldNumbers(expected)), expected.result);
    },
  );
});

function foldNumbers(wanted: RandomFixture['folds'][number]): Int32Array {
  const { nSplits, seed } = wanted;
  const y = labelsOf(wanted.labels);
  const groups = wanted.groups === null ? [] : groupsOf(wanted.groups, y.length);
  const options =
    seed === null ? { nSplits } : { nSplits, shuffle: true as const, randomState: seed };
  const split = {
    KFold: () => new KFold(options).split(y.length),
    StratifiedKFold: () => new StratifiedKFold(options).split(y),
    GroupKFold: () => new GroupKFold(options).split(y.length, groups),
    StratifiedGroupKFold: () => new StratifiedGroupKFold(options).split(y, groups),
  };
  const numbers = new Int32Array(y.length).fill(-1);
  split[wanted.splitter]().forEach((fold, number) => {
    for (const row of fold.test) {
      numbers[row] = number;
    }
  });
  return numbers;
}

/** Where scikit-learn refuses (null in the fixture), so must we. */
function expectResult<T>(compute: () => T, expected: T | null): void {
  if (expected === null) {
    expect(compute).toThrow(expect.objectContaining({ name: 'ArgumentError' }) as Error);
  } else {
    expect(compute()).toEqual(expected);
  }
}

function shortWords(words: readonly number[]): Short {
  const unsigned = Float64Array.from(words);
  const bytes = BigInt64Array.from(words, BigInt);
  return {
    length: words.length,
    head: [...unsigned.subarray(0, 4)],
    sha256: createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex'),
  };
}

function weights(n: 7 | 1000): Float64Array {
  const total = { 7: 11.7, 1000: 2100 }[n];
  return Float64Array.from({ length: n }, (_, index) => ((index % 5) + 0.1) / total);
}
