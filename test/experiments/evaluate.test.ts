import { describe, expect, test } from 'vitest';
import { estimateAccuracy, evaluate } from '../../lib/src/experiments/evaluate.js';
import type { Prediction } from '../../lib/src/experiments/index.js';

const classes = ['mel', 'nv'];
/** Twenty rows, every fifth predicted wrongly; `images` rows in a row show one lesion. */
const predictions = (images: number): Prediction[] =>
  Array.from({ length: 20 }, (_, row) => {
    const label = row % 2 === 0 ? 'mel' : 'nv';
    const right = row % 5 !== 0;
    const predicted = right ? label : label === 'mel' ? 'nv' : 'mel';
    const probability = predicted === 'mel' ? 0.75 : 0.25;
    return {
      imageId: `image${row}`,
      lesionId: `lesion${Math.floor(row / images)}`,
      label,
      predicted,
      probabilities: [probability, 1 - probability],
    };
  });

describe('evaluate', () => {
  const evaluation = evaluate(predictions(1), classes, { seed: 42 });

  test('gives the metrics of the rows', () => {
    expect(evaluation.accuracy.value).toBe(0.8);
    expect(evaluation.balancedAccuracy.value).toBeCloseTo(0.8, 12);
    expect(evaluation.cohenKappa.value).toBeCloseTo(0.6, 12);
    expect(evaluation.matthews.value).toBeCloseTo(0.6, 12);
    expect(evaluation.logLoss.value).toBeCloseTo(-0.8 * Math.log(0.75) - 0.2 * Math.log(0.25), 12);
    // Right 16 times of 20, and sure to 0.75 each time.
    expect(evaluation.expectedCalibrationError?.value).toBeCloseTo(0.05, 12);
    expect(evaluation.brierScore?.value).toBeCloseTo(0.8 * 0.25 ** 2 + 0.2 * 0.75 ** 2, 12);
    expect(evaluation.averagePrecision?.value).toBeCloseTo(0.8 * 0.8 + 0.2 * 0.5, 12);
    expect(evaluation.confusionMatrix).toEqual([
      [8, 2],
      [2, 8],
    ]);
    expect(evaluation.perClass['mel']).toEqual({
      precision: 0.8,
      recall: 0.8,
      f1: 0.8,
      support: 10,
    });
    expect(evaluation.classificationReport).toMatch(/accuracy +0\.8000 +20/);
  });

  test('gives each an interval that holds it', () => {
    const { accuracy, balancedAccuracy, macroF1, rocAuc, logLoss, cohenKappa, matthews } =
      evaluation;
    for (const { value, low, high } of [
      accuracy,
      balancedAccuracy,
      macroF1,
      rocAuc,
      logLoss,
      cohenKappa,
      matthews,
    ]) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  test('gives the same intervals for the same seed', () => {
    expect(evaluate(predictions(1), classes, { seed: 42 })).toEqual(evaluation);
  });

  test('draws whole lesions: copies of one lesion are no more evidence', () => {
    const copied = predictions(1).flatMap((row) => [row, row, row, row]);
    const right = copied.map(({ label, predicted }) => label === predicted);
    const ofLesions = estimateAccuracy(copied, right, { seed: 42 });
    const single = predictions(1);
    const once = single.map(({ label, predicted }) => label === predicted);
    expect(ofLesions).toEqual(estimateAccuracy(single, once, { seed: 42 }));
  });
});
