import { describe, expect, test } from 'vitest';
import {
  auditScores,
  type SharedWithTraining,
  scoreDifference,
} from '../../lib/src/audit/index.js';
import { accuracyByGroup, type Prediction } from '../../lib/src/experiments/index.js';
import { RandomState } from '../../lib/src/random/index.js';

const classes = ['mel', 'nv'];

function prediction(lesion: number, label: string, predicted: string, image = 0): Prediction {
  const probabilities = classes.map((name) => (name === predicted ? 0.75 : 0.25));
  return {
    imageId: `ISIC_${lesion}_${image}`,
    lesionId: `HAM_${lesion}`,
    label,
    predicted,
    probabilities,
  };
}

/** 120 rows of 60 lesions: what is shared is mostly right, what is new mostly wrong. */
const random = new RandomState(3);
const predictions = Array.from({ length: 120 }, (_, i) => {
  const label = i % 3 === 0 ? 'mel' : 'nv';
  const isRight = random.randomSample(1)[0]! < (i < 60 ? 0.9 : 0.5);
  const wrong = label === 'mel' ? 'nv' : 'mel';
  return prediction(Math.floor(i / 2), label, isRight ? label : wrong, i);
});
const shared = predictions.map(
  (_, i): SharedWithTraining => (i < 40 ? 'same image' : i < 60 ? 'near-duplicate' : 'new lesion'),
);

describe('auditScores', () => {
  const audit = auditScores(predictions, shared, classes, { seed: 42 });

  test('scores each part with its rows and lesions', () => {
    expect(audit.all).toMatchObject({ rows: 120, lesions: 60, missingClasses: [] });
    expect(audit.leaky).toMatchObject({ rows: 60, lesions: 30 });
    expect(audit.clean).toMatchObject({ rows: 60, lesions: 30 });
  });

  test('gives the same accuracy and interval as accuracyByGroup', () => {
    const [leaky, clean] = accuracyByGroup(
      predictions,
      shared.map((what) => (what === 'new lesion' ? 'clean' : 'leaky')),
      { seed: 42 },
    );
    expect(audit.leaky?.scores.accuracy.value).toBe(leaky?.value);
    expect(audit.leaky?.scores.accuracy.low).toBeCloseTo(leaky!.low, 12);
    expect(audit.clean?.scores.accuracy.high).toBeCloseTo(clean!.high, 12);
  });

  test('the difference’s interval is that of rows repeated as lesions are drawn', () => {
    const accuracy = (rows: readonly Prediction[]) =>
      rows.filter(({ label, predicted }) => label === predicted).length / rows.length;
    // Two rows a lesion, side by side.
    const lesions = Array.from({ length: 60 }, (_, lesion) => [2 * lesion, 2 * lesion + 1]);
    const seeded = new RandomState(7);
    const draws = Array.from({ length: 2000 }, () => {
      const drawn = [...seeded.randint(0, lesions.length, lesions.length)].flatMap(
        (i) => lesions[i]!,
      );
      const part = (isClean: boolean) =>
        drawn.filter((i) => (shared[i] === 'new lesion') === isClean).map((i) => predictions[i]!);
      return accuracy(part(false)) - accuracy(part(true));
    }).sort((a, b) => a - b);
    const { value, low, high } = audit.leakyMinusClean!.accuracy;
    expect(value).toBeCloseTo(
      audit.leaky!.scores.accuracy.value - audit.clean!.scores.accuracy.value,
      12,
    );
    expect(Math.abs(low - draws[50]!)).toBeLessThan(0.03);
    expect(Math.abs(high - draws[1949]!)).toBeLessThan(0.03);
  });

  test('has no clean part where every row leaks, and no leaky one where none does', () => {
    const all = (what: SharedWithTraining) =>
      auditScores(
        predictions,
        predictions.map(() => what),
        classes,
        { seed: 42 },
      );
    expect(all('same lesion')).toMatchObject({ clean: null, leakyMinusClean: null });
    expect(all('new lesion')).toMatchObject({ leaky: null, leakyMinusClean: null });
  });

  test('names the classes that a part lacks, and gives one lesion no interval', () => {
    const few = [prediction(1, 'mel', 'mel'), prediction(2, 'nv', 'nv')];
    const { clean } = auditScores(few, ['new lesion', 'same lesion'], classes, { seed: 42 });
    expect(clean?.missingClasses).toEqual(['nv']);
    expect(clean?.scores.accuracy).toEqual({ value: 1, low: Number.NaN, high: Number.NaN });
  });

  test('refuses lists of different lengths', () => {
    expect(() => auditScores(predictions, [], classes, { seed: 42 })).toThrow(
      /shared has length 0, expected that of predictions, 120/,
    );
  });
});

describe('scoreDifference', () => {
  test('draws a lesion that stands in both for both', () => {
    const { accuracy } = scoreDifference(predictions, predictions, classes, { seed: 42 });
    expect(accuracy).toMatchObject({ value: 0, low: 0, high: 0 });
  });
});
