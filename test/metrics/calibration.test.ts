import { describe, expect, test } from 'vitest';
import {
  applyTemperature,
  averagePrecisionScore,
  calibrationCurve,
  costSensitiveDecision,
  expectedCalibrationError,
  fitTemperature,
  meanAndSd,
  meanDecisionCost,
  oneVsRestMetrics,
  precisionRecallCurve,
  reliabilityBins,
  sensitivityAtSpecificity,
} from '../../lib/src/metrics/index.js';
import { randomNumbers } from './reference.js';

/** Probabilities, and labels drawn from them at another temperature. */
function drawn(nRows: number, temperature: number) {
  const random = randomNumbers(11);
  const logits = Array.from({ length: nRows }, () =>
    Array.from({ length: 4 }, () => 4 * (random() + random() - 1)),
  );
  const truth = applyTemperature(logits, temperature, { from: 'logits' });
  const labels = truth.map((row) => {
    let rest = random();
    const at = row.findIndex((share) => (rest -= share) < 0);
    return at < 0 ? 3 : at;
  });
  return { logits, labels, probabilities: applyTemperature(logits, 1, { from: 'logits' }) };
}

const CLASSES = [0, 1, 2, 3];
const { logits, labels, probabilities } = drawn(4000, 2);

describe('temperature', () => {
  test('finds again the one that labels were drawn at', () => {
    const options = { labels: CLASSES } as const;
    const fitted = fitTemperature(labels, logits, { ...options, from: 'logits' });
    expect(Math.abs(fitted - 2)).toBeLessThan(0.15);
    expect(fitTemperature(labels, probabilities, options)).toBeCloseTo(fitted, 10);
  });

  test('makes an overconfident model calibrated, and changes no prediction', () => {
    const temperature = fitTemperature(labels, probabilities, { labels: CLASSES });
    const cooler = applyTemperature(probabilities, temperature);
    const errorOf = (rows: readonly ArrayLike<number>[]) =>
      expectedCalibrationError(labels, rows, { labels: CLASSES });
    expect(errorOf(probabilities)).toBeGreaterThan(0.1);
    expect(errorOf(cooler)).toBeLessThan(0.04);
    const best = (row: ArrayLike<number>) => Array.from(row).indexOf(Math.max(...Array.from(row)));
    expect(cooler.map(best)).toEqual(probabilities.map(best));
  });

  test('of 1 changes nothing, not even a probability of 0', () => {
    const [row] = applyTemperature([[0.9, 0.1, 0]], 1);
    expect(row![0]).toBeCloseTo(0.9, 14);
    expect(row![2]).toBeLessThan(1e-40);
  });

  test('does not hang on a constant added to the logits of a row', () => {
    const shifted = logits.map((row, i) => row.map((logit) => logit + 100 * (i % 7)));
    const options = { labels: CLASSES, from: 'logits' } as const;
    expect(fitTemperature(labels, shifted, options)).toBeCloseTo(
      fitTemperature(labels, logits, options),
      9,
    );
  });

  test('says where the rows settle none', () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error) => warnings.push(message);
    const right = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    expect(fitTemperature([0, 1], right, { onWarning })).toBeCloseTo(Math.exp(-10), 12);
    expect(fitTemperature([1, 0], right, { onWarning })).toBeCloseTo(Math.exp(10), 6);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('these rows settle no temperature');
  });

  test.each([0, -1, Number.NaN, Infinity])('refuses the temperature %d', (temperature) => {
    expect(() => applyTemperature([[0.5, 0.5]], temperature)).toThrow(
      'expected a finite number above 0',
    );
  });

  test('refuses logits that are called probabilities', () => {
    expect(() =>
      fitTemperature(
        [0, 1],
        [
          [2, 1],
          [0, 3],
        ],
      ),
    ).toThrow('scores, row 0, column 0 is 2');
  });
});

describe('reliability bins', () => {
  test('hold every row once, and weigh up to the error', () => {
    for (const strategy of ['uniform', 'quantile'] as const) {
      const bins = reliabilityBins(labels, probabilities, { labels: CLASSES, strategy });
      expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(4000);
      const error = bins.reduce(
        (sum, bin) => sum + bin.rows * Math.abs(bin.accuracy - bin.confidence),
        0,
      );
      expect(error / 4000).toBeCloseTo(
        expectedCalibrationError(labels, probabilities, { labels: CLASSES, strategy }),
        12,
      );
    }
  });

  test('of equally many rows are so', () => {
    const bins = reliabilityBins(labels, probabilities, {
      labels: CLASSES,
      nBins: 8,
      strategy: 'quantile',
    });
    expect(bins.map((bin) => bin.rows)).toEqual(Array(8).fill(500));
    for (const [i, bin] of bins.entries())
      expect(bin.low).toBeGreaterThanOrEqual(bins[i - 1]?.high ?? 0);
  });

  test('keep rows of equal confidence together', () => {
    const tied = [
      [0.6, 0.4],
      [0.6, 0.4],
      [0.6, 0.4],
      [0.9, 0.1],
    ];
    const bins = reliabilityBins([0, 0, 1, 0], tied, { nBins: 4, strategy: 'quantile' });
    expect(bins.map(({ rows, low, high }) => [rows, low, high])).toEqual([
      [3, 0.6, 0.6],
      [1, 0.9, 0.9],
    ]);
  });

  test('put a confidence on an end into the bin below it', () => {
    const [bin] = reliabilityBins([0], [[0.8, 0.2]], { labels: [0, 1], nBins: 5 });
    expect([bin?.low.toFixed(1), bin?.high.toFixed(1)]).toEqual(['0.6', '0.8']);
  });

  test('read one column as the probability of the second class', () => {
    const options = { labels: [0, 1] };
    expect(reliabilityBins([0, 1, 1], [0.2, 0.9, 0.4], options)).toEqual(
      reliabilityBins(
        [0, 1, 1],
        [
          [0.8, 0.2],
          [1 - 0.9, 0.9],
          [0.6, 0.4],
        ],
        options,
      ),
    );
  });

  test.each([0, 1.5, Number.NaN])('refuse %d of them', (nBins) => {
    expect(() => reliabilityBins([0, 1], [0.5, 0.5], { nBins })).toThrow(
      'expected an integer from 1',
    );
  });

  test('refuse another strategy', () => {
    expect(() => calibrationCurve([0, 1], [0.5, 0.5], { strategy: 'log' as 'uniform' })).toThrow(
      'strategy is "log"',
    );
  });
});

describe('calibrationCurve refuses', () => {
  test('three classes', () => {
    expect(() => calibrationCurve(['a', 'b', 'c'], [0.1, 0.2, 0.3], { posLabel: 'a' })).toThrow(
      '3 classes',
    );
  });

  test('what is no probability', () => {
    expect(() => calibrationCurve([0, 1], [0.1, 1.2])).toThrow('yProb, row 1 is 1.2');
  });
});

describe('sensitivityAtSpecificity', () => {
  const yTrue = ['nv', 'mel', 'nv', 'mel', 'bkl', 'mel'];
  const yScore = [0.1, 0.9, 0.4, 0.4, 0.2, 0.3];

  test('calls rows of one score alike and interpolates nothing', () => {
    // At 0.4 a melanoma and a nevus stand together: 2 of 3 found, 1 of 3 called falsely.
    const at = (specificity: number) =>
      sensitivityAtSpecificity(yTrue, yScore, { posLabel: 'mel', specificity });
    expect(at(0.7)).toEqual({ sensitivity: 1 / 3, specificity: 1, threshold: 0.9 });
    expect(at(0.6)).toEqual({ sensitivity: 1, specificity: 2 / 3, threshold: 0.3 });
  });

  test('calls nothing where no threshold keeps the specificity', () => {
    expect(sensitivityAtSpecificity([0, 1], [0.9, 0.1], { specificity: 1 })).toEqual({
      sensitivity: 0,
      specificity: 1,
      threshold: Infinity,
    });
  });

  test('takes a threshold from elsewhere as it is', () => {
    const at = (threshold: number) =>
      sensitivityAtSpecificity(yTrue, yScore, { posLabel: 'mel', threshold });
    expect(at(0.35)).toEqual({ sensitivity: 2 / 3, specificity: 2 / 3, threshold: 0.35 });
    expect(at(2)).toEqual({ sensitivity: 0, specificity: 1, threshold: 2 });
    expect(at(-1)).toEqual({ sensitivity: 1, specificity: 0, threshold: -1 });
  });

  test('never falls as the specificity asked for falls', () => {
    const random = randomNumbers(3);
    const truth = Array.from({ length: 200 }, () => Number(random() < 0.3));
    const scores = truth.map((label) => Math.round(20 * (random() + 0.3 * label)) / 20);
    const found = Array.from(
      { length: 21 },
      (_, i) => sensitivityAtSpecificity(truth, scores, { specificity: 1 - i / 20 }).sensitivity,
    );
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found.at(-1)).toBe(1);
  });

  test('is NaN, with a warning, where a side has no rows', () => {
    const warnings: string[] = [];
    const point = sensitivityAtSpecificity([0, 0], [0.1, 0.2], {
      onWarning: ({ message }) => warnings.push(message),
    });
    expect(point.sensitivity).toBeNaN();
    expect(warnings).toHaveLength(1);
  });

  test('refuses a specificity beside a threshold, and one that is no share', () => {
    const both = { specificity: 0.9, threshold: 0.5 };
    expect(() => sensitivityAtSpecificity([0, 1], [0, 1], both)).toThrow('both given');
    expect(() => sensitivityAtSpecificity([0, 1], [0, 1], { specificity: 95 })).toThrow(
      'specificity is 95',
    );
    const row = { lesionId: 'a', label: 'mel', predicted: 'mel', probabilities: [1, 0] };
    expect(() => oneVsRestMetrics([row], ['mel', 'nv'], { posLabel: 'bkl' })).toThrow(
      'posLabel is "bkl"',
    );
  });
});

describe('a class without rows', () => {
  test('has no average precision, and recall is undefined: NaN, with a warning', () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error) => warnings.push(message);
    expect(averagePrecisionScore([0, 0], [0.1, 0.2], { onWarning })).toBeNaN();
    const perClass = averagePrecisionScore(
      [0, 1],
      [
        [0.5, 0.4, 0.1],
        [0.2, 0.7, 0.1],
      ],
      {
        labels: [0, 1, 2],
        average: null,
        onWarning,
      },
    );
    expect(Array.from(perClass)).toEqual([1, 1, Number.NaN]);
    expect(precisionRecallCurve([0, 0], [0.1, 0.2], { onWarning }).recall[0]).toBeNaN();
    expect(warnings).toEqual([
      'yTrue has no positive row: the average precision is undefined (NaN).',
      'The class 2 has no positive row: the average precision is undefined (NaN).',
      'yTrue holds no positive row: the recall is undefined (NaN).',
    ]);
  });
});

describe('decisions by cost', () => {
  const given = {
    classes: ['mel', 'nv'],
    decisions: ['leave', 'excise'],
    costs: [
      [20, 0],
      [0, 1],
    ],
  } as const;

  test('turn at the threshold that the costs imply', () => {
    const at = (p: number) => costSensitiveDecision([[p, 1 - p]], given)[0];
    expect([at(1 / 21 - 1e-9), at(1 / 21 + 1e-9)]).toEqual(['leave', 'excise']);
  });

  test('are the most probable class where every mistake costs alike', () => {
    const costs = CLASSES.map((i) => CLASSES.map((j) => (i === j ? 0 : 1)));
    const decided = costSensitiveDecision(probabilities, {
      classes: CLASSES,
      decisions: CLASSES,
      costs,
    });
    expect(decided).toEqual(probabilities.map((row) => row.indexOf(Math.max(...row))));
  });

  test('cost no more than any one decision for all, on rows the probabilities are true of', () => {
    const truth = drawn(4000, 1);
    const costs = [
      [0, 5],
      [1, 0],
      [2, 2],
      [9, 1],
    ];
    const own = { classes: CLASSES, decisions: ['a', 'b'] as const, costs };
    const cost = meanDecisionCost(
      truth.labels,
      costSensitiveDecision(truth.probabilities, own),
      own,
    );
    for (const decision of own.decisions) {
      const always = truth.labels.map(() => decision);
      expect(cost).toBeLessThan(meanDecisionCost(truth.labels, always, own));
    }
  });

  test.each([
    ['a row too few', { ...given, costs: [[20, 0]] }, 'costs has 1 rows of 2 columns'],
    [
      'NaN',
      {
        ...given,
        costs: [
          [20, 0],
          [0, Number.NaN],
        ],
      },
      'costs, row 1, column 1 is NaN',
    ],
    ['no decision', { ...given, decisions: [] }, 'labels is empty'],
  ] as const)('refuse %s', (_, wrong, message) => {
    expect(() => costSensitiveDecision([[0.5, 0.5]], wrong)).toThrow(message);
  });

  test('refuse a decision that is none', () => {
    expect(() => meanDecisionCost(['mel'], ['wait' as 'leave'], given)).toThrow(
      'decided[0] is "wait"',
    );
  });
});

describe('meanAndSd', () => {
  test('of one value has no deviation, of none is refused', () => {
    expect(meanAndSd([0.7])).toEqual({ mean: 0.7, sd: Number.NaN, n: 1 });
    expect(() => meanAndSd([])).toThrow('values is empty');
  });
});
