import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkProbabilities, checkTwoClasses } from './probabilities.js';
import { encodeClasses, readScores, type ScoreMatrix, type Scores } from './score-matrix.js';

/** Each row's highest probability, and whether its class is the true one. */
export interface TopLabel {
  /** The highest probability of each row. */
  readonly confidence: Float64Array;
  /** 1 where the class of that probability is the true one, 0 elsewhere. */
  readonly right: Uint8Array;
}

/** Checks labels and probabilities, and reads the top label of each row; of ties the first. */
export function topLabel(
  yTrue: Labels,
  yProba: Scores,
  labels: readonly ClassLabel[] | undefined,
): TopLabel {
  if (yTrue.length === 0) checkLength('yProba', yProba.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkTwoClasses(classes);
  const scores = readScores('yProba', yProba, yTrue.length, classes);
  checkProbabilities(scores, classes);
  return topOf(codes, scores);
}

/** The top label of rows that are checked already. */
export function topOf(codes: Int32Array, { values, columns }: ScoreMatrix): TopLabel {
  const confidence = new Float64Array(codes.length);
  const right = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    let best = 0;
    if (columns === 1) best = values[i]! > 0.5 ? 1 : 0;
    for (let j = 1; j < columns; j++) {
      if (values[i * columns + j]! > values[i * columns + best]!) best = j;
    }
    const ofFirst = columns === 1 && best === 0;
    const value = values[columns === 1 ? i : i * columns + best]!;
    confidence[i] = ofFirst ? 1 - value : value;
    right[i] = codes[i] === best ? 1 : 0;
  }
  return { confidence, right };
}
