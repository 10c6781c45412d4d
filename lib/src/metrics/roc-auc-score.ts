import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkOneVsRestAverage, type OneVsRestAverage, oneVsRestScore } from './one-vs-rest.js';
import { eachThreshold, type Ranking } from './ranking.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import {
  checkRowSums,
  encodeClasses,
  readScores,
  type ScoreMatrix,
  type Scores,
} from './score-matrix.js';
import { thresholdCounts } from './threshold-counts.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** How the areas of the classes become one number; `'micro'` takes every row and class as a row. */
export type RocAucAverage = OneVsRestAverage;

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
  checkOneVsRestAverage(average);
  if (yTrue.length === 0) checkLength('yScore', yScore.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkSampleWeight(sampleWeight, yTrue.length);
  const scores = readScores('yScore', yScore, yTrue.length, classes);
  if (scores.columns === 1) {
    return binaryArea(codes, scores, classes, options) as A extends null ? Float64Array : number;
  }
  checkRowSums('yScore', scores);
  return oneVsRestScore(
    { codes, scores, classes },
    { ...options, average } as RocAucOptions<A> & { average: A },
    { metric: 'rocAuc', of: areaUnderCurve, missing: ONE_SIDED },
  );
}

const ONE_SIDED = 'has rows on one side only: the ROC AUC is undefined (NaN)';

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
  if (Number.isNaN(area)) warnUndefined(onWarning, 'rocAuc', `yTrue ${ONE_SIDED}.`);
  return area;
}

function areaUnderCurve(
  positive: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): number {
  const area = new Area();
  const { truePositives, falsePositives } = thresholdCounts(positive, scores, sampleWeight);
  for (let i = 0; i < truePositives.length; i++) area.add(truePositives[i]!, falsePositives[i]!);
  return area.share;
}

/** The area under the ROC curve of rows that are ranked already, under some weights. */
export function areaOfRanking(ranking: Ranking, sampleWeight: ArrayLike<number>): number {
  const area = new Area();
  eachThreshold(ranking, sampleWeight, (hits, misses) => {
    area.add(hits, misses);
  });
  return area.share;
}

/** The area by trapezoids over counts; NaN where one side has no rows. */
class Area {
  #doubled = 0;
  #hits = 0;
  #misses = 0;

  add(hits: number, misses: number): void {
    this.#doubled += (misses - this.#misses) * (hits + this.#hits);
    this.#hits = hits;
    this.#misses = misses;
  }

  get share(): number {
    const cells = this.#hits * this.#misses;
    return cells === 0 ? Number.NaN : this.#doubled / 2 / cells;
  }
}
