import { binaryScores } from './binary-scores.js';
import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkOneVsRestAverage, type OneVsRestAverage, oneVsRestScore } from './one-vs-rest.js';
import { eachThreshold, type Ranking, rank } from './ranking.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { encodeClasses, readScores, type Scores } from './score-matrix.js';
import { thresholdCounts } from './threshold-counts.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `averagePrecisionScore`. */
export interface AveragePrecisionOptions<A extends OneVsRestAverage>
  extends SampleWeightOptions,
    WarningOptions {
  /** With one column of scores: the class they are of; default: 1, where the labels are 0 and 1. */
  readonly posLabel?: ClassLabel | undefined;
  /** With a column a class: the classes in that order; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** How classes become one number, or null for an array of one a class; default: `'macro'`. */
  readonly average?: A | undefined;
}

/**
 * The precision at each threshold, averaged with the gain in recall as its weight; higher is
 * better. A model that knows nothing scores the share of the class, so rare classes show here.
 * With a column a class, each against the rest.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yScore - finite scores of any scale: of `posLabel`, one a row; or rows × classes, as an
 * array of rows or one flat array
 * @param options - classes, average, weights
 * @returns a number in [0, 1]; an array of one a class where `average` is null; NaN, with an
 * `UndefinedMetricWarning`, where a class has no rows
 * @throws ArgumentError where labels, scores or options do not fit together
 * @remarks Equals scikit-learn 1.9's `average_precision_score` within 1e-12, without interpolation;
 * only that a class without rows has NaN here and 0 there, and that `labels` may be in any order.
 * @example
 * ```ts
 * import { averagePrecisionScore } from 'dermlab';
 *
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).toFixed(4); // '0.8333'
 * ```
 */
export function averagePrecisionScore<A extends OneVsRestAverage = 'macro'>(
  yTrue: Labels,
  yScore: Scores,
  options: AveragePrecisionOptions<A> = {},
): A extends null ? Float64Array : number {
  const { average = 'macro', labels, posLabel, sampleWeight, onWarning } = options;
  checkOneVsRestAverage(average);
  if (yTrue.length === 0) checkLength('yScore', yScore.length, 0);
  if (isColumn(yScore, yTrue.length)) {
    const { positive, scores } = binaryScores(yTrue, yScore, posLabel, sampleWeight);
    const score = averagePrecision(positive, scores, sampleWeight);
    if (Number.isNaN(score)) warnUndefined(onWarning, 'averagePrecision', `yTrue ${NO_POSITIVE}.`);
    return score as A extends null ? Float64Array : number;
  }
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkSampleWeight(sampleWeight, yTrue.length);
  const scores = readScores('yScore', yScore, yTrue.length, classes);
  return oneVsRestScore(
    { codes, scores, classes },
    { ...options, average } as AveragePrecisionOptions<A> & { average: A },
    { metric: 'averagePrecision', of: averagePrecision, missing: NO_POSITIVE },
  );
}

const NO_POSITIVE = 'has no positive row: the average precision is undefined (NaN)';

function isColumn(scores: Scores, rows: number): scores is ArrayLike<number> {
  return typeof scores[0] !== 'object' && scores.length === rows;
}

function averagePrecision(
  positive: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): number {
  if (sampleWeight) return averagePrecisionOfRanking(rank(positive, scores), sampleWeight);
  const steps = new PrecisionSteps();
  const { truePositives, falsePositives } = thresholdCounts(positive, scores);
  for (let i = 0; i < truePositives.length; i++) steps.add(truePositives[i]!, falsePositives[i]!);
  return steps.average;
}

/** The average precision of rows that are ranked already, under some weights. */
export function averagePrecisionOfRanking(
  ranking: Ranking,
  sampleWeight: ArrayLike<number>,
): number {
  const steps = new PrecisionSteps();
  eachThreshold(ranking, sampleWeight, (hits, misses) => {
    steps.add(hits, misses);
  });
  return steps.average;
}

/** Adds up precision times the gain in true positives; NaN where there were none. */
class PrecisionSteps {
  #sum = 0;
  #hits = 0;

  add(hits: number, misses: number): void {
    if (hits > this.#hits) this.#sum += (hits - this.#hits) * (hits / (hits + misses));
    this.#hits = hits;
  }

  get average(): number {
    return this.#sum / this.#hits;
  }
}
