import { describe, expect, test } from 'vitest';
import {
  bootstrapIntervals,
  evaluationMetrics,
  metricsBySubgroup,
  type PredictedRow,
} from '../../lib/src/metrics/index.js';
import { RandomState } from '../../lib/src/random/index.js';

const CLASSES = ['mel', 'nv'];

interface Row extends PredictedRow {
  readonly sex: string;
}

/** `right` of `total` lesions predicted rightly, every third of them melanoma, two images each. */
function group(sex: string, right: number, total: number): Row[] {
  return Array.from({ length: 2 * total }, (_, image) => {
    const lesion = Math.floor(image / 2);
    const label = lesion % 3 === 0 ? 'mel' : 'nv';
    const predicted = lesion < right === (label === 'mel') ? 'mel' : 'nv';
    const probabilities = predicted === 'mel' ? [0.7, 0.3] : [0.2, 0.8];
    return { lesionId: `${sex}-${lesion}`, label, predicted, probabilities, sex };
  });
}

const rows = [...group('male', 40, 60), ...group('female', 30, 36), ...group('unknown', 5, 8)];
const metrics = (members: readonly Row[]) => {
  const { accuracy, rocAuc } = evaluationMetrics(members, CLASSES);
  return { accuracy, rocAuc };
};
const options = { random: () => new RandomState(42), nResamples: 300 };
const bySex = (row: Row) => row.sex;
const subgroups = metricsBySubgroup(rows, bySex, metrics, options);

describe('metricsBySubgroup', () => {
  test('counts rows and lesions of each group, in the order they come', () => {
    expect(subgroups.map(({ group, rows, lesions }) => [group, rows, lesions])).toEqual([
      ['male', 120, 60],
      ['female', 72, 36],
      ['unknown', 16, 8],
    ]);
  });

  test('gives of each group what it alone would give', () => {
    const female = rows.filter((row) => row.sex === 'female');
    const { accuracy } = bootstrapIntervals(metrics(female), {
      nRows: female.length,
      groups: female.map((row) => row.lesionId),
      nResamples: 300,
      random: new RandomState(42),
    });
    const { value, low, high } = accuracy;
    expect(subgroups[1]?.metrics.accuracy).toEqual({ value, low, high });
    expect(value).toBeCloseTo(30 / 36, 12);
  });

  test('has a wider interval for fewer lesions', () => {
    const [male, , unknown] = subgroups.map(
      ({ metrics: { accuracy } }) => accuracy.high - accuracy.low,
    );
    expect(unknown).toBeGreaterThan(2 * male!);
  });

  test('says plainly which group is too small, and which class', () => {
    expect(subgroups.map(({ tooSmall }) => tooSmall)).toEqual([false, false, true]);
    expect(subgroups.map(({ warnings }) => warnings)).toEqual([
      [],
      [],
      [
        'too small to say: 8 lesions, and 30 are the least',
        'fewer than 5 lesions of mel: metrics that average over classes hang on single lesions',
      ],
    ]);
  });

  test('takes 30 lesions as enough, and 29 not', () => {
    const tooSmall = (lesions: number) =>
      metricsBySubgroup(group('x', 20, lesions), bySex, metrics, options)[0]?.tooSmall;
    expect([tooSmall(29), tooSmall(30)]).toEqual([true, false]);
  });

  test('has a value without ends for a single lesion', () => {
    const [one] = metricsBySubgroup(
      group('x', 1, 1),
      bySex,
      (members) => ({
        accuracy: evaluationMetrics(members, CLASSES).accuracy,
      }),
      options,
    );
    expect(one?.metrics.accuracy).toEqual({ value: 1, low: Number.NaN, high: Number.NaN });
    expect(one?.warnings[0]).toBe('too small to say: 1 lesion, and 30 are the least');
  });

  test('takes the lesions of one class, where the metrics are of it', () => {
    const ofMelanoma = metricsBySubgroup(group('x', 20, 40), bySex, metrics, {
      ...options,
      posLabel: 'mel',
    });
    expect(ofMelanoma[0]).toMatchObject({ tooSmall: false, warnings: [] });
    // Of 40 lesions all but four are taken for nevi here, and none is a melanoma there.
    const few = group('x', 20, 40).map((row, i) =>
      i < 8 ? { ...row, label: 'mel' } : { ...row, label: 'nv' },
    );
    for (const [rows, count] of [
      [few, 4],
      [few.slice(8), 0],
    ] as const) {
      const [one] = metricsBySubgroup(
        rows,
        bySex,
        (members) => ({ accuracy: metrics(members).accuracy }),
        {
          ...options,
          posLabel: 'mel',
        },
      );
      expect(one?.tooSmall).toBe(true);
      expect(one?.warnings[0]).toBe(
        `too small to say: ${count} lesions of mel, and 5 are the least`,
      );
    }
  });

  test('gives no interval where every draw says the same', () => {
    const [all] = metricsBySubgroup(
      group('x', 60, 60),
      bySex,
      (members) => ({ accuracy: metrics(members).accuracy }),
      options,
    );
    expect(all?.metrics.accuracy).toEqual({ value: 1, low: Number.NaN, high: Number.NaN });
    expect(all?.warnings).toEqual([
      'accuracy has no interval: all draws of these lesions give one value',
    ]);
  });

  test('has no area where a group holds one class, and hands the warning on', () => {
    const warnings: string[] = [];
    const benign = group('x', 50, 60).filter((row) => row.label === 'nv');
    const [only] = metricsBySubgroup(benign, bySex, metrics, {
      ...options,
      onWarning: ({ message }) => warnings.push(message),
    });
    expect(only?.metrics.rocAuc).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
    expect(only?.metrics.accuracy.value).toBeGreaterThan(0);
    expect(warnings[0]).toContain('too few rows of mel');
  });

  test('keeps the order it is given, and refuses one that forgets a group', () => {
    const order = ['unknown', 'female', 'diverse', 'male'];
    const ordered = metricsBySubgroup(rows, bySex, metrics, { ...options, order });
    expect(ordered.map((subgroup) => subgroup.group)).toEqual(['unknown', 'female', 'male']);
    expect(ordered[2]).toEqual(subgroups[0]);
    expect(() => metricsBySubgroup(rows, bySex, metrics, { ...options, order: ['male'] })).toThrow(
      'order (male) does not name female, unknown',
    );
  });

  test('refuses no rows', () => {
    expect(() => metricsBySubgroup([], bySex, metrics, options)).toThrow('rows is empty');
  });
});
