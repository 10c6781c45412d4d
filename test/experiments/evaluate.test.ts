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

/** 10 melanomas and 100 naevi, each with a probability of its own. */
function graded(): Prediction[] {
  return Array.from({ length: 110 }, (_, row) => {
    const isMelanoma = row < 10;
    // Melanomas from 0.60 to 0.96; ten naevi above 0.80, one at 0.65, the others below 0.55.
    const naevus = row < 20 ? 0.7 + 0.01 * row : row === 20 ? 0.65 : row / 200;
    const melanoma = isMelanoma ? 0.6 + 0.04 * row : naevus;
    return {
      imageId: `image${row}`,
      lesionId: `lesion${row}`,
      label: isMelanoma ? 'mel' : 'nv',
      predicted: melanoma > 0.5 ? 'mel' : 'nv',
      probabilities: [melanoma, 1 - melanoma],
    };
  });
}

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

  test('finds melanomas at 90 % specificity, with a threshold of the rows themselves', () => {
    const { melanomaSensitivity } = evaluate(graded(), classes, { seed: 42, nResamples: 200 });
    // With the two melanomas at 0.60 and 0.64 would come an eleventh naevus of 100.
    expect(melanomaSensitivity).toMatchObject({
      value: 0.8,
      label: 'mel',
      chosenOn: 'test',
      atSpecificity: 0.9,
      melanomaRows: 10,
      specificity: { value: 0.9 },
    });
    expect(melanomaSensitivity?.low).toBeLessThan(0.8);
  });

  test('takes the threshold of validation rows, and says what it keeps on the test rows', () => {
    const validation = graded().map((row) => {
      const [melanoma = 0] = row.probabilities;
      return { ...row, probabilities: [melanoma / 2, 1 - melanoma / 2] };
    });
    const { melanomaSensitivity } = evaluate(graded(), classes, { seed: 42, validation });
    expect(melanomaSensitivity).toMatchObject({ value: 1, chosenOn: 'validation' });
    expect(melanomaSensitivity?.specificity.value).toBeLessThan(0.9);
  });

  test('falls back on the test rows only where validation rows show no melanoma', () => {
    const validation = graded().filter(({ label }) => label === 'nv');
    const found = evaluate(graded(), classes, { seed: 42, validation, nResamples: 50 });
    expect(found.melanomaSensitivity?.chosenOn).toBe('test');
  });

  test('has no such number where no class is melanoma, and else the same metrics', () => {
    const renamed = (label: string) => (label === 'mel' ? 'bkl' : label);
    const others = predictions(1).map((row) => {
      return { ...row, label: renamed(row.label), predicted: renamed(row.predicted) };
    });
    const found = evaluate(others, ['bkl', 'nv'], { seed: 42 });
    expect(found).not.toHaveProperty('melanomaSensitivity');
    expect(found.rocAuc).toEqual(evaluation.rocAuc);
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
