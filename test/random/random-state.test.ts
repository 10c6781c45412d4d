import { describe, expect, test } from 'vitest';
import { RandomState, type RandomStateSnapshot } from '../../lib/src/random/index.js';

function drawAll(random: RandomState): unknown {
  return [
    random.normal(0, 1, 3),
    random.randint(0, 10, 700),
    random.choice(9, 4, { replace: false }),
    random.randomSample(2),
  ];
}

describe('the state', () => {
  test.each([0, 1, 623, 624, 625, 5000])('goes on after %i draws and a way through JSON', (n) => {
    const random = new RandomState(42);
    random.randint(0, 2 ** 31, n);
    const state = JSON.parse(JSON.stringify(random.getState())) as RandomStateSnapshot;
    expect(drawAll(RandomState.fromState(state))).toEqual(drawAll(random));
  });

  test('keeps the second of a pair of normal numbers', () => {
    const random = new RandomState(42);
    random.normal(0, 1, 1);
    const copy = RandomState.fromState(random.getState());
    expect(copy.normal(0, 1, 2)).toEqual(random.normal(0, 1, 2));
  });

  test('is not changed by later draws', () => {
    const random = new RandomState(42);
    const state = random.getState();
    const first = random.randint(0, 100, 1000);
    expect(RandomState.fromState(state).randint(0, 100, 1000)).toEqual(first);
  });
});

test('a seed is not an array of that seed', () => {
  expect(new RandomState(42).permutation(9)).not.toEqual(new RandomState([42]).permutation(9));
});

test('shuffles arrays of anything, and permutes a copy', () => {
  const words = ['a', 'b', 'c', 'd', 'e'];
  new RandomState(42).shuffle(words);
  expect(words).toEqual(['b', 'e', 'c', 'a', 'd']);
  const numbers = [5, 6, 7];
  new RandomState(42).permutation(numbers);
  expect(numbers).toEqual([5, 6, 7]);
});

test('draws nothing where nothing is asked for', () => {
  const random = new RandomState(42);
  const before = random.getState();
  expect(random.choice(0, 0)).toHaveLength(0);
  expect(random.choice(0, 0, { replace: false })).toHaveLength(0);
  expect(random.randint(0, 5, 0)).toHaveLength(0);
  expect(random.getState()).toEqual(before);
});

describe('refuses', () => {
  const random = () => new RandomState(1);
  const state = random().getState();
  const seeds = 'seed: expected an integer from 0 to 4294967295, received';
  const cases: [string, () => unknown, string][] = [
    ['a negative seed', () => new RandomState(-1), `${seeds} -1`],
    ['a seed above 32 bits', () => new RandomState(2 ** 32), `${seeds} 4294967296`],
    ['half a seed', () => new RandomState(0.5), `${seeds} 0.5`],
    ['such a seed in an array', () => new RandomState([1, NaN]), `${seeds} NaN`],
    [
      'no seed',
      () => new RandomState([]),
      'seed: expected an integer or a non-empty array of them, received []',
    ],
    [
      'an empty range',
      () => random().randint(5, 5, 1),
      'high: expected an integer from 6 to 2147483648, received 5',
    ],
    [
      'a range above 32 bits',
      () => random().randint(0, 2 ** 31 + 1, 1),
      'high: expected an integer from 1 to 2147483648, received 2147483649',
    ],
    [
      'a negative size',
      () => random().randomSample(-1),
      'size: expected an integer from 0 to 2147483647, received -1',
    ],
    [
      'a negative scale',
      () => random().normal(0, -1, 1),
      'scale: expected at least 0, received -1',
    ],
    [
      'a choice of nothing',
      () => random().choice(0, 2),
      'n: expected at least 1 to draw 2 from, received 0',
    ],
    [
      'more than there are',
      () => random().choice(3, 4, { replace: false }),
      'size: expected at most n=3 without replacement, received 4',
    ],
    [
      'too few probabilities',
      () => random().choice(3, 1, { p: [1] }),
      'p: expected n=3 probabilities, received 1',
    ],
    [
      'a negative probability',
      () => random().choice(2, 1, { p: [-0.5, 1.5] }),
      'p[0]: expected at least 0, received -0.5',
    ],
    [
      'probabilities that do not sum to 1',
      () => random().choice(2, 1, { p: [0.5, 0.25] }),
      'p: expected probabilities that sum to 1, received a sum of 0.75',
    ],
    [
      'more than are possible',
      () => random().choice(3, 2, { replace: false, p: [0, 1, 0] }),
      'size: expected at most the 1 numbers with p above 0 without replacement, received 2',
    ],
    [
      'a snapshot of another generator',
      () => RandomState.fromState({ ...state, bitGenerator: 'PCG64' as 'MT19937' }),
      'state.bitGenerator: expected MT19937, received PCG64',
    ],
    [
      'a snapshot with words missing',
      () => RandomState.fromState({ ...state, key: [1] }),
      'state.key: expected 624 words, received 1',
    ],
    [
      'a snapshot with a word that is none',
      () => RandomState.fromState({ ...state, key: state.key.map(() => -1) }),
      'state.key: expected an integer from 0 to 4294967295, received -1',
    ],
    [
      'a snapshot with a position beyond the words',
      () => RandomState.fromState({ ...state, position: 625 }),
      'state.position: expected an integer from 0 to 624, received 625',
    ],
  ];

  test.each(cases)('%s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: 'ArgumentError', message }) as Error);
  });
});
