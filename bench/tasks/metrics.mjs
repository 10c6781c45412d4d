// Scores a million predictions of seven classes: metrics.mjs NAME.

import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  logLoss,
  matthewsCorrcoef,
  rocAucScore,
} from '../../lib/dist/metrics/index.js';
import { RandomState } from '../../lib/dist/random/index.js';
import { args, serve } from '../side.mjs';

const N_ROWS = 1_000_000;
const N_CLASSES = 7;

const draw = new RandomState(42);
const yTrue = draw.randint(0, 64, N_ROWS).map((x) => Math.floor(Math.log2(x + 1)));
const yProba = draw.randomSample(N_ROWS * N_CLASSES);
const yPred = new Int32Array(N_ROWS);
for (let row = 0; row < N_ROWS; row += 1) {
  const ofRow = yProba.subarray(row * N_CLASSES, (row + 1) * N_CLASSES);
  ofRow[yTrue[row]] += 0.5;
  const sum = ofRow.reduce((a, b) => a + b, 0);
  for (let k = 0; k < N_CLASSES; k += 1) ofRow[k] /= sum;
  yPred[row] = ofRow.indexOf(Math.max(...ofRow));
}

const WORK = {
  labels: () => [
    accuracyScore(yTrue, yPred),
    balancedAccuracyScore(yTrue, yPred),
    f1Score(yTrue, yPred, { average: 'macro' }),
    cohenKappaScore(yTrue, yPred),
    matthewsCorrcoef(yTrue, yPred),
    ...confusionMatrix(yTrue, yPred).flat(),
    classificationReport(yTrue, yPred).text.length,
  ],
  auc: () => rocAucScore(yTrue, yProba),
  'log-loss': () => logLoss(yTrue, yProba),
};

await serve({}, WORK[args[0]]);
