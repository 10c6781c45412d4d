import { describe, expect, test } from 'vitest';
import { argsortDescending } from '../../lib/src/metrics/argsort-descending.js';
import {
  accuracyScore,
  balancedAccuracyScore,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  logLoss,
  matthewsCorrcoef,
  rocAucScore,
  rocCurve,
} from '../../lib/src/metrics/index.js';
import {
  aucByPairs,
  confusionByFilter,
  kappaByShares,
  matthewsByCorrelation,
  mean,
  randomNumbers,
} from './reference.js';

const CLASSES = ['bkl', 'df', 'mel', 'nv'];
const SEEDS = [1, 2, 3, 4, 5];

function randomLabels(seed: number, rows = 120): [string[], string[]] {
  const random = randomNumbers(seed);
  const draw = () => CLASSES[Math.floor(random() ** 2 * CLASSES.length)]!;
  const yTrue = Array.from({ length: rows }, draw);
  return [yTrue, yTrue.map((label) => (random() < 0.5 ? label : draw()))];
}

describe.each(SEEDS)('labels of seed %i', (seed) => {
  const [yTrue, yPred] = randomLabels(seed);
  const matrix = confusionByFilter(yTrue, yPred, CLASSES);
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const columns = CLASSES.map((_, j) => total(matrix.map((row) => row[j]!)));

  test('confusion matrix', () => {
    expect(confusionMatrix(yTrue, yPred, { labels: CLASSES })).toEqual(matrix);
  });

  test('accuracy is the trace', () => {
    const trace = total(matrix.map((row, i) => row[i]!));
    expect(accuracyScore(yTrue, yPred)).toBeCloseTo(trace / yTrue.length, 14);
  });

  test('balanced accuracy is the mean recall', () => {
    const recalls = matrix.map((row, i) => row[i]! / total(row));
    expect(balancedAccuracyScore(yTrue, yPred)).toBeCloseTo(mean(recalls), 14);
  });

  test('macro F1 is the mean harmonic mean', () => {
    const scores = matrix.map((row, i) => {
      const [precision, recall] = [row[i]! / columns[i]!, row[i]! / total(row)];
      return (2 * precision * recall) / (precision + recall);
    });
    expect(f1Score(yTrue, yPred, { average: 'macro' })).toBeCloseTo(mean(scores), 14);
  });

  test("Cohen's kappa", () => {
    expect(cohenKappaScore(yTrue, yPred)).toBeCloseTo(kappaByShares(yTrue, yPred), 13);
  });

  test('Matthews is a correlation', () => {
    expect(matthewsCorrcoef(yTrue, yPred)).toBeCloseTo(matthewsByCorrelation(yTrue, yPred), 13);
  });

  test('a weight of 2 is a row twice, a weight of 0 none', () => {
    const sampleWeight = yTrue.map((_, i) => i % 3);
    const repeated = yTrue.flatMap((_, i) => Array<number>(i % 3).fill(i));
    const [true2, pred2] = [repeated.map((i) => yTrue[i]!), repeated.map((i) => yPred[i]!)];
    for (const metric of [
      accuracyScore,
      balancedAccuracyScore,
      cohenKappaScore,
      matthewsCorrcoef,
    ]) {
      expect(metric(yTrue, yPred, { sampleWeight })).toBeCloseTo(metric(true2, pred2), 13);
    }
    expect(confusionMatrix(yTrue, yPred, { sampleWeight })).toEqual(confusionMatrix(true2, pred2));
  });
});

describe.each(SEEDS)('scores of seed %i', (seed) => {
  const random = randomNumbers(seed);
  const yTrue = Array.from({ length: 150 }, () => Number(random() < 0.3));
  const fine = yTrue.map((label) => random() + 0.3 * label - 0.5);
  const ties = fine.map((score) => Math.round(score * 5));
  const weights = yTrue.map(() => Math.floor(random() * 4));

  test.each([['distinct', fine] as const, ['tied', ties] as const])('ROC AUC, %s', (_, scores) => {
    expect(rocAucScore(yTrue, scores)).toBeCloseTo(aucByPairs(yTrue, scores), 14);
    expect(rocAucScore(yTrue, scores, { sampleWeight: weights })).toBeCloseTo(
      aucByPairs(yTrue, scores, weights),
      14,
    );
  });

  test('equal weights change nothing', () => {
    const sampleWeight = yTrue.map(() => 2);
    expect(rocCurve(yTrue, ties, { sampleWeight })).toEqual(rocCurve(yTrue, ties));
  });

  test('each point of the curve is counted at its threshold', () => {
    const { fpr, tpr, thresholds } = rocCurve(yTrue, ties, { dropIntermediate: false });
    for (const [i, threshold] of thresholds.entries()) {
      const called = (side: number) =>
        mean(
          ties.filter((_, row) => yTrue[row] === side).map((score) => Number(score >= threshold)),
        );
      expect([fpr[i], tpr[i]]).toEqual([called(0), called(1)]);
    }
  });

  test('one against the rest, class by class', () => {
    const labels = yTrue.map((_, i) => i % 3);
    const rows = labels.map(() => {
      const row = [random(), random(), random()];
      return row.map((value) => value / row.reduce((a, b) => a + b, 0));
    });
    const areas = [0, 1, 2].map((c) =>
      aucByPairs(
        labels.map((label) => Number(label === c)),
        rows.map((row) => row[c]!),
      ),
    );
    expect(rocAucScore(labels, rows)).toBeCloseTo(mean(areas), 14);
    const losses = labels.map((label, i) => -Math.log(rows[i]![label]!));
    expect(logLoss(labels, rows)).toBeCloseTo(mean(losses), 13);
  });
});

test('the radix sort orders as a comparing sort does, ties, signs and extremes included', () => {
  const random = randomNumbers(7);
  const special = [0, -0, 1, -1, 5e-324, -5e-324, 1.7e308, -1.7e308, 1e-310, 2 ** 52 + 1];
  const scores = Float64Array.from({ length: 5000 }, (_, i) =>
    i % 3 === 0 ? special[i % special.length]! : Math.fround(random() - 0.5) * 10 ** (i % 40),
  );
  const expected = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  expect([...argsortDescending(scores)]).toEqual(expected);
  expect([...argsortDescending(new Float64Array(0))]).toEqual([]);
});
