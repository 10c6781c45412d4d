import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type Fold,
  GroupKFold,
  KFold,
  RandomState,
  StratifiedGroupKFold,
  StratifiedKFold,
} from '../../lib/src/random/index.js';
import { groupsOf, labelsOf } from './fixture.js';

const y = labelsOf('imbalanced7');
const groups = groupsOf('lesions', y.length);
const shuffled = { nSplits: 5, shuffle: true, randomState: 3 } as const;

const splits: Record<string, () => Fold[]> = {
  KFold: () => new KFold(shuffled).split(y.length),
  StratifiedKFold: () => new StratifiedKFold(shuffled).split(y),
  GroupKFold: () => new GroupKFold(shuffled).split(y.length, groups),
  'GroupKFold in order': () => new GroupKFold().split(y.length, groups),
  StratifiedGroupKFold: () => new StratifiedGroupKFold(shuffled).split(y, groups),
};

afterEach(() => vi.restoreAllMocks());

describe.each(Object.entries(splits))('%s', (name, split) => {
  const folds = split();

  test('tests on each row once', () => {
    const tested = folds.flatMap((fold) => [...fold.test]).sort((a, b) => a - b);
    expect(tested).toEqual(y.map((_, row) => row));
  });

  test('trains on all that it does not test on, in order', () => {
    for (const fold of folds) {
      const held = new Set(fold.test);
      const rest = y.map((_, row) => row).filter((row) => !held.has(row));
      expect([...fold.train]).toEqual(rest);
    }
  });

  if (name.includes('Group'))
    test('has no group on both sides', () => {
      for (const fold of folds) {
        const trained = new Set(Array.from(fold.train, (row) => groups[row]));
        expect(fold.test.filter((row) => trained.has(groups[row]))).toHaveLength(0);
      }
    });

  if (name.includes('Stratified'))
    test('keeps the share of nv', () => {
      for (const fold of folds) {
        const share = fold.test.filter((row) => y[row] === 'nv').length / fold.test.length;
        expect(share).toBeCloseTo(6705 / 10015, 2);
      }
    });

  test('makes the same folds of the same seed', () => {
    expect(split()).toEqual(folds);
  });
});

test('a generator draws on from split to split', () => {
  const kFold = new KFold({ shuffle: true, randomState: new RandomState(1) });
  expect(kFold.split(50)).not.toEqual(kFold.split(50));
});

test('the names of the classes do not matter', () => {
  const renamed = y.map((label) => `x${String(label).split('').reverse().join('')}`);
  const options = { nSplits: 5 } as const;
  expect(new StratifiedKFold(options).split(renamed)).toEqual(
    new StratifiedKFold(options).split(y),
  );
});

test('groups sort by code point, as NumPy sorts them', () => {
  const names = ['\u{1f600}', '\uffff', 'b', 'ab', 'a'];
  const byName = new GroupKFold({ nSplits: 2, shuffle: true, randomState: 0 }).split(5, names);
  const byRank = new GroupKFold({ nSplits: 2, shuffle: true, randomState: 0 }).split(
    5,
    [4, 3, 2, 1, 0],
  );
  expect(byName).toEqual(byRank);
});

test('a class with fewer rows than folds is warned of', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  new StratifiedKFold({ nSplits: 3 }).split(['df', 'nv', 'nv', 'nv', 'mel', 'df']);
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    'some folds have no row of df, mel: fewer rows than nSplits=3',
    'SmallClassWarning',
  );
});

describe('refuses', () => {
  const many = { nSplits: 4 };
  const cases: [string, () => unknown, string][] = [
    [
      'one fold',
      () => new KFold({ nSplits: 1 }),
      'nSplits: expected an integer from 2 to 2147483647, received 1',
    ],
    [
      'half a fold',
      () => new KFold({ nSplits: 2.5 }),
      'nSplits: expected an integer from 2 to 2147483647, received 2.5',
    ],
    [
      'a seed without a shuffle',
      () => new KFold({ randomState: 1 } as object),
      'randomState: expected none without shuffle: true, received one',
    ],
    [
      'a shuffle without a seed',
      () => new KFold({ shuffle: true } as object),
      'randomState: expected a seed with shuffle: true, received none',
    ],
    [
      'fewer rows than folds',
      () => new KFold(many).split(3),
      'nSplits: expected at most the number of rows, 3, received 4',
    ],
    [
      'fewer groups than folds',
      () => new GroupKFold(many).split(5, [1, 1, 2, 2, 3]),
      'nSplits: expected at most the number of groups, 3, received 4',
    ],
    [
      'fewer groups than folds, stratified',
      () => new StratifiedGroupKFold(many).split([0, 0, 0, 0, 0], [1, 1, 2, 2, 3]),
      'nSplits: expected at most the number of groups, 3, received 4',
    ],
    [
      'classes that are all too small',
      () => new StratifiedKFold(many).split([0, 0, 1, 1, 2]),
      'nSplits: expected at most the rows of the largest class, 2, received 4',
    ],
    [
      'measures',
      () => new StratifiedKFold({ nSplits: 2 }).split([0.5, 1.5]),
      'y: expected class labels, received the measure 0.5',
    ],
    [
      'a missing label',
      () => new StratifiedKFold({ nSplits: 2 }).split([1, NaN]),
      'y[1]: expected all strings or all finite numbers, received NaN (number)',
    ],
    [
      'mixed groups',
      () => new GroupKFold({ nSplits: 2 }).split(2, ['a', 1]),
      'groups[1]: expected all strings or all finite numbers, received 1 (number)',
    ],
    [
      'groups that do not cover the rows',
      () => new GroupKFold({ nSplits: 2 }).split(3, ['a', 'b']),
      'groups: expected one entry a row, 3, received 2',
    ],
  ];

  test.each(cases)('%s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: 'ArgumentError', message }) as Error);
  });
});
