import { beforeAll, describe, expect, test } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import { type Ham10000Row, loadHam10000 } from '../../lib/src/datasets/index.js';
import {
  type AgeSummary,
  ageHistogram,
  ageSummary,
  ageSummaryByDx,
  type CategoricalColumn,
  countBy,
  crossTable,
  lesionsWithSeveralImages,
  missingValues,
} from '../../lib/src/eda/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

interface CrossFixture {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

interface Fixture {
  readonly rows: number;
  readonly counts: Record<CategoricalColumn, Record<string, { count: number; percent: number }>>;
  readonly age: AgeSummary;
  readonly ageByDx: Record<string, AgeSummary>;
  readonly ageHistogram: readonly { from: number; to: number; count: number }[];
  readonly dxByLocalization: CrossFixture;
  readonly dxBySex: CrossFixture;
  readonly lesions: object;
  readonly missing: Record<string, number>;
  readonly unknown: Record<string, number>;
}

const pandas = readFixture<Fixture>('eda');
let rows: readonly Ham10000Row[] = [];

beforeAll(async () => {
  const ham10000 = await loadHam10000();
  rows = ham10000.rows;
  ham10000.close();
});

function expectClose(ours: AgeSummary, theirs: AgeSummary): void {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  for (const [name, value] of Object.entries(theirs) as [keyof AgeSummary, number][]) {
    expect(ours[name], name).toBeCloseTo(value, 10);
  }
}

describe('equal to pandas on HAM10000', () => {
  test.each(['dx', 'dx_type', 'localization', 'sex'] as const)('countBy %s', (column) => {
    const counted = countBy(rows, column);
    const theirs = pandas.counts[column];
    expect(counted.map(({ value }) => value).sort()).toEqual(Object.keys(theirs).sort());
    for (const { value, count, percent } of counted) {
      expect(count, value).toBe(theirs[value]?.count);
      expect(percent, value).toBeCloseTo(theirs[value]?.percent ?? Number.NaN, 10);
    }
    const counts = counted.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  test('ageSummary', () => {
    expectClose(ageSummary(rows), pandas.age);
  });

  test('ageSummaryByDx, in class order', () => {
    const summaries = ageSummaryByDx(rows);
    expect(summaries.map(({ dx }) => dx)).toEqual([
      'akiec',
      'bcc',
      'bkl',
      'df',
      'mel',
      'nv',
      'vasc',
    ]);
    for (const { dx, ...summary } of summaries) {
      expectClose(summary, pandas.ageByDx[dx]!);
    }
  });

  test('ageHistogram, missing ages counted', () => {
    expect(ageHistogram(rows)).toEqual({ bins: pandas.ageHistogram, missing: 57 });
    expect(pandas.age.missing).toBe(57);
  });

  test.each([
    ['localization', 'dxByLocalization'],
    ['sex', 'dxBySex'],
  ] as const)('crossTable dx × %s', (column, key) => {
    const table = crossTable(rows, 'dx', column);
    expect(table.columns).toEqual(pandas[key].columns);
    expect(Object.fromEntries(table.rows.map((row) => [row.value, row.counts]))).toEqual(
      pandas[key].rows,
    );
    expect(table.rows.reduce((sum, { total }) => sum + total, 0)).toBe(10_015);
  });

  test('lesionsWithSeveralImages', () => {
    expect(lesionsWithSeveralImages(rows)).toEqual(pandas.lesions);
    expect(pandas.lesions).toMatchObject({ lesionsWithSeveralImages: 1956, imagesOfThem: 4501 });
  });

  test('missingValues', () => {
    const counted = missingValues(rows);
    expect(Object.fromEntries(counted.map((c) => [c.column, c.missing]))).toEqual(pandas.missing);
    expect(Object.fromEntries(counted.map((c) => [c.column, c.unknown]))).toEqual(pandas.unknown);
  });

  testRegeneration('eda', { relative: 1e-12 });
});

describe('few rows', () => {
  const row = (age: number | null, image: number): Ham10000Row => ({
    lesion_id: 'HAM_0000001',
    image_id: `ISIC_${String(image).padStart(7, '0')}`,
    dx: 'nv',
    dx_type: 'histo',
    age,
    sex: 'unknown',
    localization: 'back',
  });
  const nothing = { mean: null, sd: null, min: null, q1: null, median: null, q3: null, max: null };

  test('no age gives null, never 0 or NaN', () => {
    expect(ageSummary([])).toEqual({ n: 0, missing: 0, ...nothing });
    expect(ageSummary([row(null, 1)])).toEqual({ n: 0, missing: 1, ...nothing });
  });

  test('one age has no standard deviation', () => {
    expect(ageSummary([row(40, 1), row(null, 2)])).toEqual({
      n: 1,
      missing: 1,
      mean: 40,
      sd: null,
      min: 40,
      q1: 40,
      median: 40,
      q3: 40,
      max: 40,
    });
  });

  test('an age of 0 is an age', () => {
    expect(ageSummary([row(0, 1), row(null, 2)])).toMatchObject({ n: 1, missing: 1, mean: 0 });
    expect(ageHistogram([row(0, 1), row(null, 2)])).toEqual({
      bins: [{ from: 0, to: 5, count: 1 }],
      missing: 1,
    });
  });

  test('empty bins between ages are there with 0', () => {
    expect(ageHistogram([row(12, 1), row(35, 2)], 10)).toEqual({
      bins: [
        { from: 10, to: 20, count: 1 },
        { from: 20, to: 30, count: 0 },
        { from: 30, to: 40, count: 1 },
      ],
      missing: 0,
    });
  });

  test('no rows give empty tables', () => {
    expect(countBy([], 'dx')).toEqual([]);
    expect(crossTable([], 'dx', 'sex')).toEqual({ columns: [], rows: [] });
    expect(ageHistogram([])).toEqual({ bins: [], missing: 0 });
    expect(lesionsWithSeveralImages([])).toEqual({
      lesions: 0,
      lesionsWithSeveralImages: 0,
      imagesOfThem: 0,
      mostImagesOfOneLesion: 0,
    });
  });

  test('ties are in alphabetical order', () => {
    const tied = [{ ...row(1, 1), dx: 'vasc' as const }, row(1, 2)];
    expect(countBy(tied, 'dx').map(({ value }) => value)).toEqual(['nv', 'vasc']);
  });

  test.each([0, -5, 2.5])('a bin of %d years is refused', (binYears) => {
    expect(() => ageHistogram([row(1, 1)], binYears)).toThrow(ArgumentError);
  });
});
