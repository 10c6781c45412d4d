import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import {
  type Average,
  accuracyScore,
  balancedAccuracyScore,
  bootstrapInterval,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  type Labels,
  logLoss,
  matthewsCorrcoef,
  precisionScore,
  rocAucScore,
  rocCurve,
  wilsonInterval,
} from '../../lib/src/metrics/index.js';

type LabelMetric = (yTrue: Labels, yPred: Labels, options?: { sampleWeight?: number[] }) => unknown;

const labelMetrics: Readonly<Record<string, LabelMetric>> = {
  accuracyScore,
  balancedAccuracyScore,
  confusionMatrix,
  matthewsCorrcoef,
  cohenKappaScore,
  f1Score,
  classificationReport,
};

describe.each(Object.entries(labelMetrics))('%s refuses', (_, metric) => {
  test.each([
    ['no rows', [], [], /yTrue is empty/],
    ['unequal lengths', [0, 1, 1], [0, 1], /yPred has length 2, expected 3/],
    ['scores for labels', [0, 1], [0.5, 1], /yPred\[0\] is 0\.5, expected labels/],
    ['NaN', [0, Number.NaN], [0, 1], /yTrue\[1\] is NaN/],
    ['a mixed array', ['a', 1], ['a', 'a'], /yTrue\[1\] is 1, expected labels/],
    ['words against numbers', ['0', '1'], [0, 1], /yPred holds numbers and yTrue strings/],
  ])('%s', (_, yTrue, yPred, message) => {
    expect(() => metric(yTrue, yPred)).toThrow(ArgumentError);
    expect(() => metric(yTrue, yPred)).toThrow(message);
  });

  test.each([
    ['too few', [1], /sampleWeight has length 1, expected 2/],
    ['a negative', [1, -1], /sampleWeight\[1\] is -1/],
    ['NaN', [Number.NaN, 1], /sampleWeight\[0\] is NaN/],
    ['Infinity', [1, Infinity], /sampleWeight\[1\] is Infinity/],
    ['all zero', [0, 0], /sampleWeight is 0 for every row/],
  ])('weights: %s', (_, sampleWeight, message) => {
    expect(() => metric([0, 1], [0, 1], { sampleWeight })).toThrow(message);
  });
});

const yScore = [0.1, 0.4, 0.35, 0.8];
const thirds = [
  [0.2, 0.3, 0.5],
  [0.5, 0.3, 0.2],
  [0.3, 0.5, 0.2],
];

test.each<[string, () => unknown, RegExp]>([
  [
    "average 'samples'",
    () => f1Score([0, 1], [0, 1], { average: 'samples' as Average }),
    /"samples", which is for rows with several labels/,
  ],
  [
    'an unknown average',
    () => f1Score([0, 1], [0, 1], { average: 'mean' as Average }),
    /average is "mean"/,
  ],
  [
    'binary of three classes',
    () => precisionScore([0, 1, 2], [0, 1, 2]),
    /scores one of two classes, received 3 \(0, 1, 2\)/,
  ],
  [
    'a positive class that is not there',
    () => precisionScore(['mel', 'nv'], ['mel', 'nv']),
    /posLabel is 1, expected one of "mel", "nv"/,
  ],
  ['beta below 0', () => fbetaScore([0, 1], [0, 1], { beta: -1 }), /beta is -1/],
  ['beta NaN', () => fbetaScore([0, 1], [0, 1], { beta: Number.NaN }), /beta is NaN/],
  [
    'another zeroDivision',
    () => f1Score([0, 1], [0, 1], { zeroDivision: 0.5 }),
    /zeroDivision is 0\.5/,
  ],
  ['no labels', () => confusionMatrix([0], [0], { labels: [] }), /labels is empty/],
  ['a label twice', () => confusionMatrix([0], [0], { labels: [0, 1, 0] }), /labels names 0 twice/],
  [
    'labels of another kind',
    () => confusionMatrix([0], [0], { labels: ['0'] }),
    /labels holds strings and yTrue numbers/,
  ],
  [
    'labels beside the data',
    () => confusionMatrix([0, 1], [0, 2], { labels: [2, 3] }),
    /None of labels \(2, 3\) is in yTrue/,
  ],
  [
    'labels that are row numbers',
    () =>
      confusionMatrix(
        Int32Array.from({ length: 9000 }, (_, i) => i),
        new Int32Array(9000),
      ),
    /9000 distinct values/,
  ],
  [
    'unknown kappa weights',
    () => cohenKappaScore([0, 1], [0, 1], { weights: 'cubic' as 'linear' }),
    /weights is "cubic"/,
  ],
  [
    'too few target names',
    () => classificationReport([0, 1], [0, 1], { targetNames: ['a'] }),
    /targetNames has 1 names, expected 2/,
  ],
  ['broken digits', () => classificationReport([0, 1], [0, 1], { digits: 1.5 }), /digits is 1\.5/],
  ['AUC of no rows', () => rocAucScore([], []), /yTrue is empty/],
  [
    'AUC of too few scores',
    () => rocAucScore([0, 1, 1], [0.5, 0.5]),
    /yScore has length 2, expected 3/,
  ],
  [
    'AUC of a NaN score',
    () => rocAucScore([0, 0, 1, 1], [0.1, Number.NaN, 0.3, 0.4]),
    /yScore, row 1, column 0 is NaN/,
  ],
  [
    'AUC of an infinite score',
    () => rocAucScore([0, 1], [0, Infinity]),
    /yScore, row 1, column 0 is Infinity/,
  ],
  [
    'AUC of logits',
    () =>
      rocAucScore(
        [0, 1, 2],
        [
          [5, 1, 1],
          [1, 5, 1],
          [1, 1, 5],
        ],
      ),
    /row 0 sums to 7, expected 1/,
  ],
  [
    'AUC of one column for three classes',
    () => rocAucScore([0, 1, 2], [0.1, 0.2, 0.3]),
    /one column for 3 classes/,
  ],
  [
    'AUC with a class without column',
    () => rocAucScore([0, 1, 1], thirds),
    /3 columns for 2 classes \(0, 1\)/,
  ],
  [
    'AUC with a label not named',
    () => rocAucScore([0, 1, 5], thirds, { labels: [0, 1, 2] }),
    /yTrue holds 5, which labels \(0, 1, 2\) does not name/,
  ],
  [
    'AUC of ragged rows',
    () =>
      rocAucScore(
        [0, 1, 2],
        [
          [1, 0, 0],
          [1, 0],
          [0, 0, 1],
        ],
      ),
    /yScore\[1\] has 2 columns, expected 3/,
  ],
  [
    'AUC averaged binary',
    () => rocAucScore([0, 0, 1, 1], yScore, { average: 'binary' as 'macro' }),
    /average is "binary"/,
  ],
  [
    'a curve without a positive class',
    () => rocCurve(['a', 'b'], [0, 1]),
    /name the positive class as posLabel/,
  ],
  ['a curve of a NaN score', () => rocCurve([0, 1], [0, Number.NaN]), /yScore, row 1/],
  ['log loss of no rows', () => logLoss([], []), /yTrue is empty/],
  ['log loss of one class', () => logLoss([1, 1], [0.5, 0.5]), /one class only \(1\)/],
  ['log loss above 1', () => logLoss([0, 1], [0.5, 1.5]), /yProba, row 1, column 0 is 1\.5/],
  [
    'log loss below 0',
    () =>
      logLoss(
        [0, 1],
        [
          [1, 0],
          [1.1, -0.1],
        ],
      ),
    /yProba, row 1, column 0 is 1\.1/,
  ],
  [
    'log loss of rows that are no distribution',
    () =>
      logLoss(
        [0, 1],
        [
          [0.5, 0.5],
          [0.5, 0.4],
        ],
      ),
    /row 1 sums to 0\.9/,
  ],
  ['log loss of NaN', () => logLoss([0, 1], [0.5, Number.NaN]), /yProba, row 1, column 0 is NaN/],
  [
    'log loss of one column for three classes',
    () => logLoss([0, 1, 2], [0.5, 0.5, 0.5]),
    /one column for 3 classes/,
  ],
  ['Wilson of no rows', () => wilsonInterval(0, 0), /n is 0/],
  [
    'Wilson of more successes than rows',
    () => wilsonInterval(3, 2),
    /successes is 3, expected an integer from 0 to 2/,
  ],
  ['Wilson of a fraction', () => wilsonInterval(0.75, 700), /successes is 0\.75/],
  ['Wilson at 95', () => wilsonInterval(1, 2, 95), /confidence is 95/],
  [
    'bootstrap of one row',
    () => bootstrapInterval(() => 0, { nRows: 1, random: zeros }),
    /nRows is 1/,
  ],
  [
    'bootstrap of one group',
    () => bootstrapInterval(() => 0, { nRows: 2, groups: ['a', 'a'], random: zeros }),
    /one group only/,
  ],
  [
    'bootstrap with too few groups',
    () => bootstrapInterval(() => 0, { nRows: 3, groups: ['a', 'b'], random: zeros }),
    /groups has length 2, expected nRows, 3/,
  ],
  [
    'bootstrap without draws',
    () => bootstrapInterval(() => 0, { nRows: 2, nResamples: 0, random: zeros }),
    /nResamples is 0/,
  ],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(ArgumentError);
  expect(call).toThrow(message);
});

const zeros = { randint: (_low: number, _high: number, size: number) => new Int32Array(size) };
