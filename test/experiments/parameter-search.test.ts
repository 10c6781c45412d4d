import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  loguniform,
  type ParameterDistributions,
  parameterGrid,
  parameterSampler,
  randint,
  uniform,
  type ValueLists,
} from '../../lib/src/experiments/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

type Points = readonly Readonly<Record<string, unknown>>[];
interface Fixture {
  readonly grids: readonly {
    readonly name: string;
    readonly grid: ValueLists | readonly ValueLists[];
    readonly points: Points;
  }[];
  readonly lists: readonly {
    readonly name: string;
    readonly nIter: number;
    readonly seed: number;
    readonly points: Points;
  }[];
  readonly distributions: readonly {
    readonly name: string;
    readonly distributions: ParameterDistributions | readonly ParameterDistributions[];
    readonly seed: number;
    readonly points: readonly Readonly<Record<string, number | string>>[];
  }[];
}

const { grids, lists, distributions } = readFixture<Fixture>('parameter_search');
testRegeneration('parameter_search', { relative: 1e-15 });

describe('parameterGrid', () => {
  test.each(grids.filter(({ name }) => name !== 'large'))(
    'has the points and the order of scikit-learn: $name',
    ({ grid, points }) => {
      expect(parameterGrid(grid)).toEqual(points);
    },
  );

  test('of an empty list is an error', () => {
    expect(() => parameterGrid({ a: [1], b: [] })).toThrow('b: expected a value, received []');
  });

  test('keeps the types of the values', () => {
    const [point] = parameterGrid({ rate: [0.1, 0.2], filter: ['bicubic', 'lanczos'] });
    expectTypeOf(point!).toEqualTypeOf<{
      readonly rate: 0.1 | 0.2;
      readonly filter: 'bicubic' | 'lanczos';
    }>();
  });
});

describe('parameterSampler', () => {
  test.each(lists)('draws $nIter of the lists $name as scikit-learn, seed $seed', (expected) => {
    const { grid } = grids.find(({ name }) => name === expected.name)!;
    const { nIter, seed: randomState, points } = expected;
    const drawn = parameterSampler(grid, { nIter, randomState });
    expect(drawn).toHaveLength(nIter);
    expect(new Set(drawn.map((point) => JSON.stringify(point))).size).toBe(nIter);
    expect(drawn.slice(0, 40)).toEqual(points);
  });

  test.each(distributions)(
    'draws from distributions as scikit-learn: $name, seed $seed',
    ({ distributions: sets, seed: randomState, points }) => {
      const drawn = parameterSampler(sets, { nIter: points.length, randomState });
      for (const [index, point] of points.entries()) {
        expect(Object.keys(drawn[index]!)).toEqual(Object.keys(point));
        for (const [name, value] of Object.entries(point)) {
          const found = drawn[index]![name];
          if (typeof value !== 'number') expect(found).toBe(value);
          else expect(Math.abs(Number(found) - value)).toBeLessThanOrEqual(2e-15 * Math.abs(value));
        }
      }
    },
  );

  test('goes on drawing from a generator', () => {
    const random = new RandomState(1);
    const draw = () =>
      parameterSampler({ a: uniform(0, 1) }, { nIter: 1, randomState: random })[0]!.a;
    const both = [draw(), draw()];
    const { a } = parameterSampler({ a: uniform(0, 1) }, { nIter: 2, randomState: 1 })[1]!;
    expect(both[1]).toBe(a);
    expect(both[0]).not.toBe(a);
  });

  test.each([
    [{ a: [1, 2] }, 3, 'nIter: expected at most 2, as many combinations'],
    [{ a: [1, 2] }, 0, 'nIter: expected a whole number from 1, received 0'],
    [{ a: [] }, 1, 'a: expected a value, received []'],
  ])('%j, %i points: an error', (sets, nIter, message) => {
    expect(() => parameterSampler(sets, { nIter, randomState: 0 })).toThrow(message);
  });
});

describe('distributions', () => {
  test.each([
    [() => uniform(1, 1), 'uniform: expected low < high, received uniform(1, 1)'],
    [() => loguniform(0, 1), 'loguniform: expected 0 < low < high, received loguniform(0, 1)'],
    [() => randint(0, 1.5), 'randint: expected whole numbers low < high'],
    [() => uniform(0, Number.NaN), 'uniform: expected low < high, received uniform(0, NaN)'],
  ])('of bounds that are none: an error', (make, message) => {
    expect(make).toThrow(message);
  });
});
