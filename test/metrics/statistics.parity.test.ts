import { describe, expect, test } from 'vitest';
import {
  applyTemperature,
  averagePrecisionScore,
  type BinStrategy,
  bootstrapIntervals,
  brierScoreLoss,
  calibrationCurve,
  costSensitiveDecision,
  evaluationMetrics,
  expectedCalibrationError,
  fitTemperature,
  logLoss,
  meanAndSd,
  meanDecisionCost,
  oneVsRestMetrics,
  type PredictedRow,
  pairedBootstrapDifferences,
  precisionRecallCurve,
  sensitivityAtSpecificity,
  type WeightedMetric,
} from '../../lib/src/metrics/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

type Written = number | 'NaN' | 'Infinity';

interface BinaryCase {
  readonly y: number[];
  readonly score: number[];
  readonly weight: number[] | null;
  readonly averagePrecision: number;
  readonly precisionRecall: readonly (readonly number[][])[];
  readonly brier: readonly [number, number, number];
  readonly brierOfZero: number;
  readonly sensitivity: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly calibration: readonly {
    readonly strategy: BinStrategy;
    readonly nBins: number;
    readonly curve: readonly [number[], number[]];
  }[];
}

interface Ends {
  readonly low: number;
  readonly high: number;
  readonly undefined: number;
}

interface Fixture {
  readonly binary: Readonly<Record<string, BinaryCase>>;
  readonly multiclass: {
    readonly y: string[];
    readonly thousandths: number[][];
    readonly weights: number[];
    readonly logits: number[][];
    readonly expected: readonly {
      readonly averagePrecision: Readonly<Record<'macro' | 'weighted' | 'micro' | 'None', unknown>>;
      readonly brier: readonly [number, number, number];
      readonly calibrationError: readonly {
        readonly nBins: number;
        readonly strategy: BinStrategy;
        readonly value: number;
      }[];
      readonly temperature: Readonly<Record<'logits' | 'probabilities' | 'scikitLearn', number>>;
    }[];
  };
  readonly costs: {
    readonly thousandths: number[][];
    readonly costs: number[][];
    readonly decided: number[];
    readonly true: number[];
    readonly meanCost: number;
  };
  readonly meanAndSd: {
    readonly values: number[];
    readonly mean: number;
    readonly sd: number;
  };
  readonly bootstrap: {
    readonly true: number[];
    readonly lesions: number[];
    readonly first: number[][];
    readonly second: number[][];
    readonly seed: number;
    readonly nResamples: number;
    readonly value: Readonly<Record<string, number>>;
    readonly intervals: Readonly<Record<string, Ends>>;
    readonly differences: Readonly<Record<string, Ends & { readonly pValue: number }>>;
    readonly otherDraws: Readonly<
      Record<'accuracy' | 'melanomaAuc', Ends & { readonly sd: number }>
    >;
  };
}

const CLASSES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc'];
const HALVES = ['auto', true, false] as const;
const fixture = readFixture<Fixture>('statistics');

testRegeneration('statistics', { absolute: 1e-9 });

/** Equal within 1e-12 (absolute), NaN to NaN, Infinity to Infinity, array to array. */
function expectNear(received: unknown, written: unknown): void {
  if (Array.isArray(written)) {
    const list = Array.from(received as ArrayLike<unknown>);
    expect(list).toHaveLength(written.length);
    for (const [i, entry] of list.entries()) expectNear(entry, written[i]);
  } else if (typeof written === 'string') {
    expect(received).toBe(Number(written));
  } else {
    expect(received).toBeCloseTo(written as number, 12);
  }
}

function shares(thousandths: readonly (readonly number[])[]): number[][] {
  return thousandths.map((row) => row.map((value) => value / 1000));
}

describe.each(Object.entries(fixture.binary))('scikit-learn, two classes: %s', (_, given) => {
  const { y, score } = given;
  const weighted = { sampleWeight: given.weight ?? undefined };

  test('average precision', () => {
    expectNear(averagePrecisionScore(y, score, weighted), given.averagePrecision);
  });

  test('precision-recall curve', () => {
    for (const [i, dropIntermediate] of [false, true].entries()) {
      const curve = precisionRecallCurve(y, score, { ...weighted, dropIntermediate });
      expectNear([curve.precision, curve.recall, curve.thresholds], given.precisionRecall[i]);
    }
  });

  test('Brier score, of either class', () => {
    for (const [i, scaleByHalf] of HALVES.entries()) {
      expectNear(brierScoreLoss(y, score, { ...weighted, scaleByHalf }), given.brier[i]);
    }
    expectNear(brierScoreLoss(y, score, { ...weighted, labels: [1, 0] }), given.brierOfZero);
  });

  test('sensitivity at a specificity', () => {
    for (const [specificity, expected] of Object.entries(given.sensitivity)) {
      const point = sensitivityAtSpecificity(y, score, {
        ...weighted,
        specificity: Number(specificity),
      });
      for (const name of ['sensitivity', 'specificity', 'threshold'] as const) {
        expectNear(point[name], expected[name]);
      }
    }
  });

  test('calibration curve', () => {
    for (const { strategy, nBins, curve } of given.calibration) {
      const { probTrue, probPred } = calibrationCurve(y, score, { strategy, nBins });
      expectNear([probTrue, probPred], curve);
    }
  });
});

describe.each(['plain', 'weighted'] as const)('scikit-learn, seven classes, %s', (kind) => {
  const { y, thousandths, logits, weights, expected } = fixture.multiclass;
  const values = expected[kind === 'plain' ? 0 : 1]!;
  const options = { labels: CLASSES, sampleWeight: kind === 'plain' ? undefined : weights };
  const rows = shares(thousandths);

  test('average precision', () => {
    for (const average of ['macro', 'weighted', 'micro', null] as const) {
      const expectedValue = values.averagePrecision[average ?? 'None'];
      expectNear(averagePrecisionScore(y, rows, { ...options, average }), expectedValue);
      const flat = Float64Array.from(rows.flat());
      expectNear(averagePrecisionScore(y, flat, { ...options, average }), expectedValue);
    }
  });

  test('Brier score', () => {
    for (const [i, scaleByHalf] of HALVES.entries()) {
      expectNear(brierScoreLoss(y, rows, { ...options, scaleByHalf }), values.brier[i]);
    }
  });

  test('expected calibration error, row by row', () => {
    for (const { nBins, strategy, value } of values.calibrationError) {
      expectNear(expectedCalibrationError(y, rows, { ...options, nBins, strategy }), value);
    }
  });

  test('temperature, of SciPy and of scikit-learn', () => {
    const fitted = fitTemperature(y, logits, { ...options, from: 'logits' });
    expect(fitted).toBeCloseTo(values.temperature.logits, 6);
    expect(fitted).toBeCloseTo(values.temperature.scikitLearn, 6);
    expect(fitTemperature(y, rows, options)).toBeCloseTo(values.temperature.probabilities, 6);
  });

  test('no other temperature is likelier', () => {
    const fitted = fitTemperature(y, logits, { ...options, from: 'logits' });
    const lossAt = (temperature: number) =>
      logLoss(y, applyTemperature(logits, temperature, { from: 'logits' }), options);
    for (const factor of [0.9, 0.999, 1.001, 1.1]) {
      expect(lossAt(fitted * factor)).toBeGreaterThan(lossAt(fitted));
    }
  });
});

test('NumPy, decisions by cost', () => {
  const given = {
    classes: [0, 1, 2, 3, 4, 5, 6],
    decisions: ['leave', 'watch', 'excise'],
    costs: fixture.costs.costs,
  };
  const decided = costSensitiveDecision(shares(fixture.costs.thousandths), given);
  expect(decided).toEqual(fixture.costs.decided.map((i) => given.decisions[i]));
  expectNear(meanDecisionCost(fixture.costs.true, decided, given), fixture.costs.meanCost);
});

test('NumPy, mean and standard deviation', () => {
  const { values, mean, sd } = fixture.meanAndSd;
  const received = meanAndSd(values);
  expectNear([received.mean, received.sd, received.n], [mean, sd, values.length]);
});

describe('a bootstrap over lesions in NumPy and scikit-learn', () => {
  const given = fixture.bootstrap;
  const draws = (seed: number, nResamples: number) => ({
    nRows: given.true.length,
    groups: given.lesions,
    nResamples,
    random: new RandomState(seed),
  });
  const [first, second] = [metricsOf(given.first), metricsOf(given.second)];

  test('the same draws give the same intervals of every metric', () => {
    const intervals = bootstrapIntervals(first, draws(given.seed, given.nResamples));
    expect(Object.keys(intervals).sort()).toEqual(Object.keys(given.intervals).sort());
    for (const [name, expected] of Object.entries(given.intervals)) {
      const { value, low, high, undefinedResamples } = intervals[name]!;
      const written = [given.value[name], expected.low, expected.high, expected.undefined];
      expectNear([value, low, high, undefinedResamples], written);
    }
    expect(intervals['rocAuc']!.undefinedResamples).toBeGreaterThan(0);
  });

  test('the same draws give the same differences of two runs', () => {
    const differences = pairedBootstrapDifferences(
      first,
      second,
      draws(given.seed, given.nResamples),
    );
    for (const [name, expected] of Object.entries(given.differences)) {
      const { low, high, undefinedResamples, pValue } = differences[name]!;
      const written = [expected.low, expected.high, expected.undefined, expected.pValue];
      expectNear([low, high, undefinedResamples, pValue], written);
    }
  });

  test('other draws and other formulas agree within chance', () => {
    const intervals = bootstrapIntervals(first, draws(1, 3000));
    for (const name of ['accuracy', 'melanomaAuc'] as const) {
      const { low, high, sd } = given.otherDraws[name];
      // An end of 3,000 draws has a standard error of 0.05 deviations; of two such, 0.07.
      expect(Math.abs(intervals[name]!.low - low)).toBeLessThan(4 * 0.07 * sd);
      expect(Math.abs(intervals[name]!.high - high)).toBeLessThan(4 * 0.07 * sd);
    }
  });

  function metricsOf(thousandths: readonly (readonly number[])[]): Record<string, WeightedMetric> {
    const rows = shares(thousandths).map((probabilities, i): PredictedRow => {
      const best = probabilities.indexOf(Math.max(...probabilities));
      return {
        lesionId: String(given.lesions[i]),
        label: CLASSES[given.true[i]!]!,
        predicted: CLASSES[best]!,
        probabilities,
      };
    });
    const melanoma = oneVsRestMetrics(rows, CLASSES, { posLabel: 'mel', specificity: 0.8 });
    return {
      ...evaluationMetrics(rows, CLASSES),
      melanomaAuc: melanoma.rocAuc,
      melanomaPrecision: melanoma.averagePrecision,
      melanomaSensitivity: melanoma.sensitivity,
    };
  }
});
