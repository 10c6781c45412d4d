import { describe, expect, test } from 'vitest';
import {
  type Average,
  accuracyScore,
  balancedAccuracyScore,
  bootstrapInterval,
  type ClassLabel,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  logLoss,
  matthewsCorrcoef,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  rocAucScore,
  rocCurve,
  wilsonInterval,
} from '../../lib/src/metrics/index.js';
import { normalQuantile } from '../../lib/src/metrics/normal-quantile.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

/** A number, or one that JSON does not know. */
type Written = number | 'NaN' | 'Infinity';
type WrittenArray = readonly Written[];

interface LabelCase {
  readonly case: {
    readonly y: readonly [ClassLabel[], ClassLabel[]];
    readonly sample_weight?: number[];
    readonly labels?: ClassLabel[];
    readonly target_names?: string[];
    readonly digits?: number;
    readonly pos_label?: ClassLabel;
  };
  readonly expected: {
    readonly accuracy: Written;
    readonly right: Written;
    readonly balanced: Written;
    readonly adjusted: Written;
    readonly matthews: Written;
    readonly confusion: readonly (readonly WrittenArray[])[];
    readonly kappa: WrittenArray;
    readonly prfs: readonly {
      readonly average: Average | null;
      readonly zeroDivision: Written | 'warn';
      readonly beta: number;
      readonly values: readonly unknown[];
    }[];
    readonly report: readonly string[];
  };
}

interface Fixture {
  readonly labels: Readonly<Record<string, LabelCase>>;
  readonly scores: Readonly<
    Record<
      string,
      {
        readonly case: {
          readonly y: ClassLabel[];
          readonly score: number[];
          readonly sample_weight?: number[];
          readonly pos_label?: ClassLabel;
        };
        readonly expected: {
          readonly auc: number;
          readonly curve: readonly WrittenArray[];
          readonly whole: readonly WrittenArray[];
        };
      }
    >
  >;
  readonly probabilities: Readonly<
    Record<
      string,
      {
        readonly case: {
          readonly y: string[];
          readonly thousandths: number[][];
          readonly sample_weight?: number[];
          readonly labels?: string[];
        };
        readonly expected: {
          readonly auc: Readonly<Record<'macro' | 'weighted' | 'micro' | 'None', unknown>>;
          readonly logLoss: number;
          readonly logLossSum: number;
        };
      }
    >
  >;
  readonly binaryLogLoss: {
    readonly y: number[];
    readonly probability: number[];
    readonly logLoss: number;
  };
  readonly wilson: readonly {
    readonly successes: number;
    readonly n: number;
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly normalQuantile: readonly (readonly [number, number])[];
  readonly bootstrap: {
    readonly yTrue: number[];
    readonly yPred: number[];
    readonly groups: number[];
    readonly value: number;
    readonly rows: Draws;
    readonly grouped: Draws;
  };
}

interface Draws {
  readonly draws: readonly number[][];
  readonly ends: Readonly<Record<string, readonly [number, number]>>;
}

const fixture = readFixture<Fixture>('metrics');
const ZERO_DIVISIONS = ['warn', 0, 1, Number.NaN] as const;
const quiet = { onWarning: () => undefined };

testRegeneration('metrics', { absolute: 1e-12 });

/** Equal within 1e-12 (absolute), NaN to NaN, Infinity to Infinity, array to array. */
function expectNear(received: unknown, written: unknown): void {
  if (Array.isArray(written)) {
    const list = Array.from(received as ArrayLike<unknown>);
    expect(list).toHaveLength(written.length);
    for (const [i, entry] of list.entries()) expectNear(entry, written[i]);
    return;
  }
  if (written === null) {
    expect(received).toBeNull();
    return;
  }
  if (written === 'NaN') {
    expect(received).toBeNaN();
    return;
  }
  if (written === 'Infinity') {
    expect(received).toBe(Infinity);
    return;
  }
  expect(Math.abs((received as number) - (written as number))).toBeLessThanOrEqual(1e-12);
}

describe.each(Object.entries(fixture.labels))('scikit-learn, labels: %s', (_, entry) => {
  const { case: given, expected } = entry;
  const [yTrue, yPred] = given.y;
  const weighted = { sampleWeight: given.sample_weight, ...quiet };
  const both = { ...weighted, labels: given.labels };

  test('accuracy', () => {
    expectNear(accuracyScore(yTrue, yPred, weighted), expected.accuracy);
    expectNear(accuracyScore(yTrue, yPred, { ...weighted, normalize: false }), expected.right);
  });

  test('balanced accuracy', () => {
    expectNear(balancedAccuracyScore(yTrue, yPred, weighted), expected.balanced);
    expectNear(
      balancedAccuracyScore(yTrue, yPred, { ...weighted, adjusted: true }),
      expected.adjusted,
    );
  });

  test("Matthews, with scikit-learn's 0 where it is undefined", () => {
    const options = { ...weighted, replaceUndefinedBy: 0 };
    expectNear(matthewsCorrcoef(yTrue, yPred, options), expected.matthews);
  });

  test("confusion matrix, with scikit-learn's 0 for a class without rows", () => {
    for (const [i, normalize] of [undefined, 'true', 'pred', 'all'].entries()) {
      const options = { ...both, normalize, zeroDivision: 0 } as const;
      expectNear(
        confusionMatrix(yTrue, yPred, options as Parameters<typeof confusionMatrix>[2]),
        expected.confusion[i],
      );
    }
  });

  test("Cohen's kappa", () => {
    for (const [i, weights] of ([null, 'linear', 'quadratic'] as const).entries()) {
      expectNear(cohenKappaScore(yTrue, yPred, { ...both, weights }), expected.kappa[i]);
    }
  });

  test('precision, recall, F-score and support', () => {
    expect(expected.prfs.length).toBeGreaterThanOrEqual(16);
    for (const { average, zeroDivision: written, beta, values } of expected.prfs) {
      const zeroDivision = written === 'warn' ? written : Number(written);
      const options = { ...both, average, zeroDivision, posLabel: given.pos_label };
      const all = precisionRecallFscoreSupport(yTrue, yPred, { ...options, beta });
      expectNear([all.precision, all.recall, all.fscore, all.support], values);
      expectNear(precisionScore(yTrue, yPred, options), values[0]);
      expectNear(recallScore(yTrue, yPred, options), values[1]);
      expectNear(fbetaScore(yTrue, yPred, { ...options, beta }), values[2]);
      if (beta === 1) expectNear(f1Score(yTrue, yPred, options), values[2]);
    }
  });

  test.each(ZERO_DIVISIONS.map((zero, i) => [zero, i] as const))(
    'report, byte for byte, zero_division=%s',
    (zeroDivision, i) => {
      const { text } = classificationReport(yTrue, yPred, {
        ...both,
        zeroDivision,
        targetNames: given.target_names,
        digits: given.digits,
      });
      expect(text).toBe(expected.report[i]);
    },
  );
});

describe.each(Object.entries(fixture.scores))('scikit-learn, scores: %s', (_, entry) => {
  const { case: given, expected } = entry;
  const options = { sampleWeight: given.sample_weight, ...quiet };

  test('ROC AUC', () => {
    expectNear(rocAucScore(given.y, given.score, options), expected.auc);
  });

  test('ROC curve', () => {
    const all = { ...options, posLabel: given.pos_label };
    const curve = rocCurve(given.y, given.score, all);
    expectNear([curve.fpr, curve.tpr, curve.thresholds], expected.curve);
    const whole = rocCurve(given.y, given.score, { ...all, dropIntermediate: false });
    expectNear([whole.fpr, whole.tpr, whole.thresholds], expected.whole);
  });
});

describe.each(Object.entries(fixture.probabilities))('scikit-learn, 7 classes: %s', (_, entry) => {
  const { case: given, expected } = entry;
  const options = { sampleWeight: given.sample_weight, labels: given.labels, ...quiet };
  const rows = given.thousandths.map((row) => row.map((value) => value / 1000));
  const flat = Float64Array.from(rows.flat());

  test.each([['rows', rows] as const, ['flat', flat] as const])('ROC AUC, %s', (_, scores) => {
    for (const average of ['macro', 'weighted', 'micro', null] as const) {
      const name = average ?? 'None';
      expectNear(rocAucScore(given.y, scores, { ...options, average }), expected.auc[name]);
    }
  });

  test.each([['rows', rows] as const, ['flat', flat] as const])('log loss, %s', (_, proba) => {
    expectNear(logLoss(given.y, proba, options), expected.logLoss);
    const total = logLoss(given.y, proba, { ...options, normalize: false });
    expect(Math.abs(total / expected.logLossSum - 1)).toBeLessThanOrEqual(1e-12);
  });
});

test('scikit-learn, log loss of one column, clipped at 0 and 1', () => {
  const { y, probability, logLoss: expected } = fixture.binaryLogLoss;
  expectNear(logLoss(y, probability), expected);
});

test.each(fixture.wilson)('SciPy, Wilson: $successes of $n, $confidence', (entry) => {
  const { value, low, high } = wilsonInterval(entry.successes, entry.n, entry.confidence);
  expectNear([value, low, high], [entry.successes / entry.n, entry.low, entry.high]);
});

test.each(fixture.normalQuantile)('SciPy, normal quantile of %s', (p, expected) => {
  expect(Math.abs(normalQuantile(p) - expected)).toBeLessThanOrEqual(
    1e-13 * Math.max(1, Math.abs(expected)),
  );
});

describe.each(['rows', 'grouped'] as const)('NumPy, bootstrap by %s', (kind) => {
  const { yTrue, yPred, groups, value, [kind]: given } = fixture.bootstrap;
  const f1 = (rows: Int32Array) =>
    f1Score(
      Array.from(rows, (i) => yTrue[i]!),
      Array.from(rows, (i) => yPred[i]!),
      { ...quiet, zeroDivision: 0 },
    );

  test.each(Object.entries(given.ends))('confidence %s', (confidence, ends) => {
    const draws = given.draws.values();
    const interval = bootstrapInterval(f1, {
      nRows: yTrue.length,
      groups: kind === 'grouped' ? groups : undefined,
      nResamples: given.draws.length,
      confidence: Number(confidence),
      random: { randint: () => Int32Array.from(draws.next().value!) },
    });
    expectNear([interval.value, interval.low, interval.high], [value, ...ends]);
  });
});
