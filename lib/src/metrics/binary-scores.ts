import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkLabels, checkLength, type Labels, uniqueLabels } from './labels.js';
import { checkSampleWeight } from './sample-weight.js';
import { readScores } from './score-matrix.js';

/** Which rows are of the positive class, and their scores; refuses what does not fit together. */
export function binaryScores(
  yTrue: Labels,
  yScore: ArrayLike<number>,
  posLabel: ClassLabel | undefined,
  sampleWeight: ArrayLike<number> | undefined,
  name = 'yScore',
): { positive: Uint8Array; scores: Float64Array } {
  checkLength(name, yScore.length, yTrue.length);
  checkLabels('yTrue', yTrue);
  checkSampleWeight(sampleWeight, yTrue.length);
  const { values } = readScores(name, yScore, yTrue.length, []);
  const positiveLabel = posLabel ?? defaultPositive(yTrue);
  const positive = new Uint8Array(yTrue.length);
  for (let i = 0; i < positive.length; i++) positive[i] = yTrue[i] === positiveLabel ? 1 : 0;
  return { positive, scores: Float64Array.from(values) };
}

function defaultPositive(yTrue: Labels): ClassLabel {
  const classes = uniqueLabels(yTrue);
  const fits = [
    [0, 1],
    [-1, 1],
  ].some((pair) => classes.every((label) => (pair as ClassLabel[]).includes(label)));
  if (fits) return 1;
  throw new ArgumentError(
    `yTrue holds ${classes.join(', ')} and posLabel is missing: name the positive class as posLabel.`,
  );
}
