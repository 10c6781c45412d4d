import { describe, expect, test, vi } from 'vitest';
import {
  balancedAccuracyScore,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  matthewsCorrcoef,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  rocAucScore,
  rocCurve,
  type UndefinedMetricWarning,
} from '../../lib/src/metrics/index.js';

function listen() {
  const warnings: UndefinedMetricWarning[] = [];
  const onWarning = (warning: UndefinedMetricWarning) => warnings.push(warning);
  return { warnings, onWarning };
}

// df is never predicted, vasc is only predicted.
const yTrue = ['nv', 'nv', 'df', 'mel'];
const yPred = ['nv', 'vasc', 'nv', 'mel'];

describe('a division by zero', () => {
  test('is NaN and a named warning unless asked otherwise', () => {
    const { warnings, onWarning } = listen();
    const precision = precisionScore(yTrue, yPred, { average: null, onWarning });
    expect([...precision]).toEqual([Number.NaN, 1, 0.5, 0]);
    expect(warnings.map(({ name, metric }) => [name, metric])).toEqual([
      ['UndefinedMetricWarning', 'precision'],
    ]);
    expect(warnings[0]?.message).toBe(
      'The precision is undefined for df (no row was predicted so) and set to NaN.',
    );
    expect(warnings[0]?.detail).toBe('Use zeroDivision to choose the value.');
  });

  test('is left out of the mean, and the warning says so', () => {
    const { warnings, onWarning } = listen();
    expect(precisionScore(yTrue, yPred, { average: 'macro', onWarning })).toBe(0.5);
    expect(warnings[0]?.message).toContain('set to NaN, left out of the mean');
  });

  test("is 0 and a warning for 'warn', as in scikit-learn", () => {
    const { warnings, onWarning } = listen();
    const options = { average: 'macro', zeroDivision: 'warn', onWarning } as const;
    expect(precisionScore(yTrue, yPred, options)).toBe(0.375);
    expect(warnings).toHaveLength(1);
  });

  test.each([0, 1, Number.NaN])('is %s without a warning where asked for', (zeroDivision) => {
    const { warnings, onWarning } = listen();
    const recall = recallScore(yTrue, yPred, { average: null, zeroDivision, onWarning });
    expect(recall[3]).toBe(zeroDivision);
    expect(warnings).toEqual([]);
  });

  test('is told by the metric that has it only', () => {
    const { warnings, onWarning } = listen();
    f1Score(yTrue, yPred, { average: 'macro', onWarning });
    expect(warnings).toEqual([]);
    precisionRecallFscoreSupport(yTrue, yPred, { labels: ['zebra', ...yTrue.slice(1)], onWarning });
    expect(warnings.map(({ metric }) => metric)).toEqual(['precision', 'recall', 'f-score']);
  });

  test('goes to process.emitWarning where nobody listens', () => {
    const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      expect(recallScore([0, 0], [0, 1])).toBeNaN();
      expect(emit).toHaveBeenCalledOnce();
      expect(emit.mock.calls[0]?.[0]).toMatchObject({ name: 'UndefinedMetricWarning' });
    } finally {
      emit.mockRestore();
    }
  });
});

test('balanced accuracy leaves out a class that is only predicted, and says so', () => {
  const { warnings, onWarning } = listen();
  expect(balancedAccuracyScore(yTrue, yPred, { onWarning })).toBe(0.5);
  expect(warnings[0]?.message).toContain('yPred holds vasc, which yTrue does not');
});

test('fractions of an empty row of the confusion matrix are NaN and a warning, or as asked', () => {
  const { warnings, onWarning } = listen();
  const options = { labels: ['mel', 'vasc'], normalize: 'true', onWarning } as const;
  const undefinedRow = [Number.NaN, Number.NaN];
  expect(confusionMatrix(yTrue, yPred, options)).toEqual([[1, 0], undefinedRow]);
  expect(warnings).toHaveLength(1);
  expect(confusionMatrix(yTrue, yPred, { ...options, zeroDivision: 0 })[1]).toEqual([0, 0]);
  expect(warnings).toHaveLength(1);
});

test.each([
  ['kappa', cohenKappaScore],
  ['Matthews', matthewsCorrcoef],
])('%s of one class is NaN and a warning, or as asked and a warning', (_, metric) => {
  const { warnings, onWarning } = listen();
  expect(metric([1, 1], [1, 1], { onWarning })).toBeNaN();
  expect(metric([1, 1], [1, 1], { onWarning, replaceUndefinedBy: 0 })).toBe(0);
  expect(warnings).toHaveLength(2);
});

test('ROC AUC of one class is NaN and a warning', () => {
  const { warnings, onWarning } = listen();
  expect(rocAucScore([1, 1], [0.2, 0.3], { onWarning })).toBeNaN();
  expect(rocAucScore(['a', 'a'], [0.2, 0.3], { labels: ['a', 'b'], onWarning })).toBeNaN();
  expect(warnings).toHaveLength(2);
});

test('ROC AUC with a class without rows: NaN as a plain mean, defined when weighted by rows', () => {
  const { warnings, onWarning } = listen();
  const scores = [
    [0.8, 0.1, 0.1],
    [0.3, 0.6, 0.1],
    [0.2, 0.7, 0.1],
  ];
  const options = { labels: ['a', 'b', 'c'], onWarning };
  expect(rocAucScore(['a', 'b', 'b'], scores, options)).toBeNaN();
  expect(warnings.map(({ message }) => message)).toEqual([
    'The class c has rows on one side only: the ROC AUC is undefined (NaN).',
  ]);
  expect(rocAucScore(['a', 'b', 'b'], scores, { ...options, average: 'weighted' })).toBe(1);
  expect(warnings).toHaveLength(1);
});

test('a ROC curve without negative rows has no false positive rate', () => {
  const { warnings, onWarning } = listen();
  const { fpr, tpr } = rocCurve([1, 1], [0.2, 0.3], { onWarning });
  expect([...fpr].every(Number.isNaN)).toBe(true);
  expect([...tpr]).toEqual([0, 0.5, 1]);
  expect(warnings.map(({ metric }) => metric)).toEqual(['false positive rate']);
});

test('the report puts a loud 0, as scikit-learn prints, and tells each score once', () => {
  const { warnings, onWarning } = listen();
  const report = classificationReport(yTrue, yPred, { labels: ['df', 'vasc'], onWarning });
  expect(report.perClass.df.precision).toBe(0);
  expect(warnings.map(({ metric }) => metric)).toEqual(['precision', 'recall']);
});
