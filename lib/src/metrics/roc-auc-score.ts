import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import {
  checkRowSums,
  encodeClasses,
  readScores,
  type ScoreMatrix,
  type Scores,
} from './score-matrix.js';
import { sum } from './sums.js';
import { thresholdCounts } from './threshold-counts.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** How the areas of the classes become one number; `'micro'` takes every row and class as a row. */
export type RocAucAverage = 'macro' | 'weighted' | 'micro' | null;

/** Options of `rocAucScore`. */
export interface RocAucOptions<A extends RocAucAverage>
  extends SampleWeightOptions,
    WarningOptions {
  /** Classes in the order of the score columns; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** How classes become one number, or null for an array of one a class; default: `'macro'`. */
  readonly average?: A | undefined;
}

/**
 * The area under the ROC curve: the chance that a row of the class scores
 * higher than a row of another; higher is better. With more than two classes,
 * each against the rest.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yScore - two classes: the score of the second, one a row, any scale. More: probabilities,
 * rows × classes, as an array of rows or one flat array, each row summing to 1
 * @param options - classes, average, weights
 * @returns a number in [0, 1], 0.5 is chance; an array of one a class where `average` is null;
 * NaN, with an `UndefinedMetricWarning`, where a class has no rows or all
 * @throws ArgumentError where labels, scores or options do not fit together
 * @remarks Equals scikit-learn 1.9's `roc_auc_score(multi_class='ovr')` within 1e-12. Here columns
 * follow `labels` in any order, and rows may be off from 1 by 1e-3 together (there 1e-5).
 * @example
 * ```ts
 * import { rocAucScore } from 'dermlab';
 *
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 * ```
 */
export function rocAucScore<A extends RocAucAverage = 'macro'>(
  yTrue: Labels,
  yScore: Scores,
  options: RocAucOptions<A> = {},
): A extends null ? Float64Array : number {
  const { average = 'macro', labels, sampleWeight } = options;
  checkRocAucAverage(average);
  if (yTrue.length === 0) checkLength('yScore', yScore.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkSampleWeight(sampleWeight, yTrue.length);
  const scores = readScores('yScore', yScore, yTrue.length, classes);
  const areas =
    scores.columns === 1
      ? binaryArea(codes, scores, classes, options)
      : areasOf(codes, scores, classes, options);
  return areas as A extends null ? Float64Array : number;
}

function checkRocAucAverage(average: unknown): void {
  if (['macro', 'weighted', 'micro', null].includes(average as RocAucAverage)) return;
  throw new ArgumentError(
    `average is ${JSON.stringify(average)}, expected 'macro', 'weighted', 'micro' or null (an area per class).`,
  );
}

function binaryArea(
  codes: Int32Array,
  scores: ScoreMatrix,
  classes: readonly ClassLabel[],
  { sampleWeight, onWarning }: RocAucOptions<RocAucAverage>,
): number {
  if (classes.length > 2) {
    throw new ArgumentError(
      `yScore has one column for ${String(classes.length)} classes (${classes.join(', ')}): pass a probability for each class.`,
    );
  }
  // One column is the score of the second class, whose code is 1.
  const area = areaUnderCurve(
    Uint8Array.from(codes),
    Float64Array.from(scores.values),
    sampleWeight,
  );
  if (Number.isNaN(area)) warnArea('yTrue', onWarning);
  return area;
}

function areasOf(
  codes: Int32Array,
  scores: ScoreMatrix,
  classes: readonly ClassLabel[],
  { average = 'macro', sampleWeight, onWarning }: RocAucOptions<RocAucAverage>,
): number | Float64Array {
  checkRowSums('yScore', scores);
  if (average === 'micro') return microArea(codes, scores, sampleWeight);
  const areas = Float64Array.from(classes, (_, c) => classArea(codes, scores, c, sampleWeight));
  const weights =
    average === 'weighted' ? supportOf(codes, classes.length, sampleWeight) : undefined;
  const missing = classes.filter((_, c) => Number.isNaN(areas[c]) && weights?.[c] !== 0);
  if (missing.length > 0) warnArea(`The class ${missing.join(', ')}`, onWarning);
  if (average === null) return areas;
  if (!weights) return sum(areas) / areas.length;
  return sum(areas.map((area, c) => (weights[c] === 0 ? 0 : area * weights[c]!))) / sum(weights);
}

function warnArea(subject: string, onWarning: WarningOptions['onWarning']): void {
  const message = `${subject} has rows on one side only: the ROC AUC is undefined (NaN).`;
  warnUndefined(onWarning, 'rocAuc', message);
}

function classArea(
  codes: Int32Array,
  { values, columns }: ScoreMatrix,
  column: number,
  sampleWeight?: ArrayLike<number>,
): number {
  const positive = new Uint8Array(codes.length);
  const scores = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    positive[i] = codes[i] === column ? 1 : 0;
    scores[i] = values[i * columns + column]!;
  }
  return areaUnderCurve(positive, scores, sampleWeight);
}

function microArea(
  codes: Int32Array,
  { values, columns }: ScoreMatrix,
  sampleWeight?: ArrayLike<number>,
): number {
  const positive = new Uint8Array(values.length);
  for (let i = 0; i < codes.length; i++) positive[i * columns + codes[i]!] = 1;
  const scores = Float64Array.from(values);
  const weights = sampleWeight && scores.map((_, i) => sampleWeight[Math.floor(i / columns)]!);
  return areaUnderCurve(positive, scores, weights);
}

function supportOf(
  codes: Int32Array,
  classes: number,
  sampleWeight?: ArrayLike<number>,
): Float64Array {
  const support = new Float64Array(classes);
  for (const [i, code] of codes.entries()) {
    support[code] = support[code]! + (sampleWeight ? sampleWeight[i]! : 1);
  }
  return support;
}

/** The area by trapezoids over counts; NaN where one side has no rows. */
function areaUnderCurve(
  positive: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): number {
  const { truePositives, falsePositives } = thresholdCounts(positive, scores, sampleWeight);
  const cells = (truePositives.at(-1) ?? 0) * (falsePositives.at(-1) ?? 0);
  let [doubled, previousHits, previousMisses] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const hits = truePositives[i]!;
    const misses = falsePositives[i]!;
    doubled += (misses - previousMisses) * (hits + previousHits);
    previousHits = hits;
    previousMisses = misses;
  }
  return cells === 0 ? Number.NaN : doubled / 2 / cells;
}
