import { describe, expect, test } from 'vitest';
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  bootstrapInterval,
  bootstrapIntervals,
  brierScoreLoss,
  cohenKappaScore,
  evaluationMetrics,
  expectedCalibrationError,
  f1Score,
  logLoss,
  matthewsCorrcoef,
  oneVsRestMetrics,
  type PredictedRow,
  pairedBootstrapDifference,
  rocAucScore,
  sensitivityAtSpecificity,
} from '../../lib/src/metrics/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { randomNumbers } from './reference.js';

const CLASSES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc'];
const quiet = { onWarning: () => undefined };

/** Made-up predictions: the true class's probability is lifted by `skill`. */
function predictions(nRows: number, seed: number, skill: number): PredictedRow[] {
  const random = randomNumbers(seed);
  return Array.from({ length: nRows }, (_, i) => {
    const label = CLASSES[Math.floor(random() ** 2 * 7)]!;
    const scores = CLASSES.map((name) => random() ** 2 + (name === label ? skill : 0));
    const total = scores.reduce((a, b) => a + b, 0);
    const probabilities = scores.map((score) => score / total);
    const predicted = CLASSES[probabilities.indexOf(Math.max(...probabilities))]!;
    return { lesionId: `HAM_${Math.floor(i / 1.4)}`, label, predicted, probabilities };
  });
}

const rows = predictions(300, 1, 0.4);
const groups = rows.map((row) => row.lesionId);
const yTrue = rows.map((row) => row.label);
const yPred = rows.map((row) => row.predicted);
const yProba = rows.map((row) => row.probabilities);

describe('metrics made ready', () => {
  const random = randomNumbers(2);
  const weights = Float64Array.from(rows, () => Math.floor(random() * 3));
  const all = { labels: CLASSES, sampleWeight: weights, ...quiet };
  const column = yProba.map((row) => row[4]!);
  const melanoma = { posLabel: 'mel', sampleWeight: weights };
  const labels = { sampleWeight: weights, ...quiet };
  const ready = {
    ...evaluationMetrics(rows, CLASSES),
    ...Object.fromEntries(
      Object.entries(oneVsRestMetrics(rows, CLASSES, { posLabel: 'mel', specificity: 0.8 })).map(
        ([name, metric]) => [`${name} of melanoma`, metric],
      ),
    ),
  };
  const plain: Record<string, number> = {
    accuracy: accuracyScore(yTrue, yPred, labels),
    balancedAccuracy: balancedAccuracyScore(yTrue, yPred, labels),
    macroF1: f1Score(yTrue, yPred, { ...all, average: 'macro' }),
    rocAuc: rocAucScore(yTrue, yProba, all),
    averagePrecision: averagePrecisionScore(yTrue, yProba, all),
    logLoss: logLoss(yTrue, yProba, all),
    brierScore: brierScoreLoss(yTrue, yProba, all),
    expectedCalibrationError: expectedCalibrationError(yTrue, yProba, all),
    cohenKappa: cohenKappaScore(yTrue, yPred, labels),
    matthews: matthewsCorrcoef(yTrue, yPred, labels),
    'rocAuc of melanoma': rocAucScore(
      yTrue.map((label) => Number(label === 'mel')),
      column,
      labels,
    ),
    'averagePrecision of melanoma': averagePrecisionScore(yTrue, column, melanoma),
    'sensitivity of melanoma': sensitivityAtSpecificity(yTrue, column, {
      ...melanoma,
      specificity: 0.8,
    }).sensitivity,
    'specificity of melanoma': sensitivityAtSpecificity(yTrue, column, {
      ...melanoma,
      specificity: 0.8,
    }).specificity,
  };

  test.each(Object.entries(ready))(
    '%s is what its function says of the weights',
    (name, metric) => {
      expect(metric(weights, undefined)).toBeCloseTo(plain[name]!, 12);
    },
  );

  test.each(Object.entries(ready))('%s is, with weights, that of repeated rows', (name, metric) => {
    const repeated = rows.flatMap((row, i) => Array.from({ length: weights[i]! }, () => row));
    const again =
      name in evaluationMetrics(rows, CLASSES)
        ? evaluationMetrics(repeated, CLASSES)[name as 'accuracy']
        : oneVsRestMetrics(repeated, CLASSES, { posLabel: 'mel', specificity: 0.8 })[
            name.split(' ')[0] as 'rocAuc'
          ];
    expect(again(new Float64Array(repeated.length).fill(1), undefined)).toBeCloseTo(
      metric(weights, undefined),
      12,
    );
  });

  test('say which class is missing', () => {
    const without = rows.filter((row) => row.label !== 'df');
    const warnings: string[] = [];
    const value = evaluationMetrics(without, CLASSES).rocAuc(
      new Float64Array(without.length).fill(1),
      ({ message }) => warnings.push(message),
    );
    expect(value).toBeNaN();
    expect(warnings).toEqual(['The rocAuc is undefined (NaN): too few rows of df.']);
  });
});

describe('bootstrapIntervals', () => {
  const options = { nRows: rows.length, groups, nResamples: 200 };

  test('gives what bootstrapInterval gives on the same draws', () => {
    const { accuracy, rocAuc } = bootstrapIntervals(evaluationMetrics(rows, CLASSES), {
      ...options,
      random: new RandomState(3),
    });
    const byRows = (metric: (chosen: readonly PredictedRow[]) => number) =>
      bootstrapInterval((drawn) => metric(Array.from(drawn, (i) => rows[i]!)), {
        ...options,
        random: new RandomState(3),
      });
    expect(accuracy).toEqual(
      byRows((chosen) =>
        accuracyScore(
          chosen.map((row) => row.label),
          chosen.map((row) => row.predicted),
        ),
      ),
    );
    expect(rocAuc).toEqual(
      byRows((chosen) =>
        rocAucScore(
          chosen.map((row) => row.label),
          chosen.map((row) => row.probabilities),
          { labels: CLASSES, ...quiet },
        ),
      ),
    );
  });

  test('does not depend on which other metrics are asked for', () => {
    const { accuracy, ...others } = evaluationMetrics(rows, CLASSES);
    const draw = (metrics: { accuracy: typeof accuracy }) =>
      bootstrapIntervals(metrics, { ...options, random: new RandomState(4) }).accuracy;
    expect(draw({ accuracy })).toEqual(draw({ ...others, accuracy }));
  });

  test('is wider the more alike the rows of a lesion are', () => {
    // Each lesion four times over: four times the rows, and no more to know.
    const copies = [rows, rows, rows, rows].flat();
    const widthBy = (by: readonly string[] | undefined) => {
      const { low, high } = bootstrapIntervals(
        { accuracy: evaluationMetrics(copies, CLASSES).accuracy },
        { nRows: copies.length, groups: by, nResamples: 400, random: new RandomState(5) },
      ).accuracy;
      return high - low;
    };
    expect(widthBy(copies.map((row) => row.lesionId)) / widthBy(undefined)).toBeGreaterThan(1.7);
  });

  test('tells that an all-undefined metric has no interval', () => {
    const warnings: string[] = [];
    const { none } = bootstrapIntervals(
      { none: () => Number.NaN },
      {
        nRows: 4,
        nResamples: 5,
        random: new RandomState(6),
        onWarning: ({ message }) => warnings.push(message),
      },
    );
    expect([none.low, none.undefinedResamples]).toEqual([Number.NaN, 5]);
    expect(warnings).toEqual(['The metric was undefined on every draw: no interval (NaN).']);
  });
});

describe('pairedBootstrapDifference', () => {
  const better = evaluationMetrics(predictions(300, 1, 0.8), CLASSES);
  const worse = evaluationMetrics(rows, CLASSES);
  const draws = () => ({ nRows: 300, groups, nResamples: 500, random: new RandomState(7) });

  test('sees nothing between a run and itself', () => {
    const difference = pairedBootstrapDifference(worse.accuracy, worse.accuracy, draws());
    expect(difference).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
  });

  test('turns round with the runs', () => {
    const [one, other] = [
      pairedBootstrapDifference(better.logLoss, worse.logLoss, draws()),
      pairedBootstrapDifference(worse.logLoss, better.logLoss, draws()),
    ];
    expect(one.low).toBeCloseTo(-other.high, 12);
    expect(one.pValue).toBe(other.pValue);
  });

  test('has the least p-value there is where every draw is on one side', () => {
    const { low, pValue } = pairedBootstrapDifference(better.accuracy, worse.accuracy, draws());
    expect(low).toBeGreaterThan(0);
    expect(pValue).toBe(2 / 501);
  });

  test('is narrower than the two runs apart let expect', () => {
    // The same rows with a little noise: what is hard for one is hard for the other.
    const noisy = rows.map((row, i) => (i % 10 === 0 ? { ...row, predicted: 'nv' } : row));
    const { accuracy } = evaluationMetrics(noisy, CLASSES);
    const difference = pairedBootstrapDifference(worse.accuracy, accuracy, draws());
    const { one, other } = bootstrapIntervals({ one: worse.accuracy, other: accuracy }, draws());
    const width = (interval: { low: number; high: number }) => interval.high - interval.low;
    expect(width(difference)).toBeLessThan(0.6 * Math.hypot(width(one), width(other)));
  });

  test('has no p-value where nothing is defined', () => {
    const undefinedMetric = () => Number.NaN;
    const { pValue } = pairedBootstrapDifference(undefinedMetric, undefinedMetric, {
      ...draws(),
      ...quiet,
    });
    expect(pValue).toBeNaN();
  });
});
