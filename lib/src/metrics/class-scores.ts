import { ArgumentError } from '../core/index.js';
import { type Average, checkAverage } from './average.js';
import { type ClassCounts, classCounts, selectCounts } from './class-counts.js';
import { type ClassLabel, encodeLabels, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { nanAverage, sum } from './sums.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';
import { CHOOSE_VALUE, resolveZeroDivision, type ZeroDivisionOptions } from './zero-division.js';

/** Options of the scores per class: precision, recall, F1, F-beta. */
export interface ClassScoreOptions
  extends SampleWeightOptions,
    WarningOptions,
    ZeroDivisionOptions {
  /** Classes to score, in this order; default: all, sorted. Ignored by the average `'binary'`. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** The class that the average `'binary'` scores; default: 1. */
  readonly posLabel?: ClassLabel | undefined;
}

/** A score that may be undefined, in scikit-learn's words. */
type ScoreName = 'precision' | 'recall' | 'f-score';

/** What is scored, and how. */
export interface ScoreRequest {
  /** How classes become one number. */
  readonly average: Average | null;
  /** Weight of recall against precision in the F-score. */
  readonly beta: number;
  /** The scores whose undefined cases are told. */
  readonly warnFor: readonly ScoreName[];
}

/** Scores of each class; of all rows together for the average `'micro'`. */
export interface ClassScoreArrays {
  /** The classes, or none for `'micro'`. */
  readonly labels: readonly ClassLabel[];
  /** Precision of each class. */
  readonly precision: Float64Array;
  /** Recall of each class. */
  readonly recall: Float64Array;
  /** F score of each class. */
  readonly fscore: Float64Array;
  /** True rows, or their summed weight. */
  readonly support: Float64Array;
}

const WHY: Readonly<Record<ScoreName, string>> = {
  precision: 'no row was predicted so',
  recall: 'no row is truly so',
  'f-score': 'no row is truly or was predicted so',
};

/** Counts and divides; averaging over classes is left to `averaged`. */
export function classScores(
  yTrue: Labels,
  yPred: Labels,
  options: ClassScoreOptions,
  request: ScoreRequest,
): ClassScoreArrays {
  checkAverage(request.average);
  checkBeta(request.beta);
  const { labels, counts } = countsOf(yTrue, yPred, options, request.average);
  const { truePositives, predicted, actual } = counts;
  const beta2 = request.beta ** 2;
  const put = (name: ScoreName, over: ArrayLike<number>, under: ArrayLike<number>) =>
    divide(name, over, under, { labels, options, request });
  const precision = put('precision', truePositives, predicted);
  const recall = put('recall', truePositives, actual);
  const fscore = () =>
    put(
      'f-score',
      truePositives.map((rows) => (1 + beta2) * rows),
      actual.map((rows, i) => beta2 * rows + predicted[i]!),
    );
  if (request.beta === 0) return { labels, precision, recall, fscore: precision, support: actual };
  if (beta2 === Infinity) return { labels, precision, recall, fscore: recall, support: actual };
  return { labels, precision, recall, fscore: fscore(), support: actual };
}

/** One number out of the scores of the classes; classes whose score is NaN are left out. */
export function averaged(
  scores: Float64Array,
  support: Float64Array,
  average: Average | null,
): Float64Array | number {
  if (average === null) return scores;
  return nanAverage(scores, average === 'weighted' ? support : undefined);
}

function checkBeta(beta: number): void {
  if (beta >= 0) return;
  throw new ArgumentError(
    `beta is ${String(beta)}, expected at least 0: below 1 favours precision, above 1 recall.`,
  );
}

function countsOf(
  yTrue: Labels,
  yPred: Labels,
  { labels: given, posLabel = 1, sampleWeight }: ClassScoreOptions,
  average: Average | null,
): { labels: readonly ClassLabel[]; counts: ClassCounts } {
  const encoded = encodeLabels(yTrue, yPred, average === 'binary' ? undefined : given);
  checkSampleWeight(sampleWeight, yTrue.length);
  const all = settled(classCounts(encoded, sampleWeight));
  if (average === 'binary') {
    checkBinary(encoded.classes, posLabel);
    const position = encoded.classes.indexOf(posLabel);
    return { labels: [posLabel], counts: selectCounts(all, [position]) };
  }
  const labels = given ?? encoded.classes;
  const counts = selectCounts(all, [...labels.keys()]);
  return average === 'micro' ? { labels: [], counts: together(counts) } : { labels, counts };
}

function checkBinary(classes: readonly ClassLabel[], posLabel: ClassLabel): void {
  const named = classes.map((label) => JSON.stringify(label)).join(', ');
  if (classes.length > 2) {
    throw new ArgumentError(
      `average 'binary' scores one of two classes, received ${String(classes.length)} (${named}): ` +
        "choose the average 'micro', 'macro' or 'weighted', or null for a score per class.",
    );
  }
  if (classes.includes(posLabel)) return;
  if (classes.length === 1 && typeof classes[0] === typeof posLabel) return;
  throw new ArgumentError(
    `posLabel is ${JSON.stringify(posLabel)}, expected one of ${named}: name the class to score.`,
  );
}

/** scikit-learn keeps counts as true and false positives; adding them again decides the last bit. */
function settled({ truePositives, predicted, actual }: ClassCounts): ClassCounts {
  const again = (rows: number, i: number) => {
    const right = truePositives[i]!;
    return right + (rows - right);
  };
  return { truePositives, predicted: predicted.map(again), actual: actual.map(again) };
}

function together(counts: ClassCounts): ClassCounts {
  return {
    truePositives: Float64Array.of(sum(counts.truePositives)),
    predicted: Float64Array.of(sum(counts.predicted)),
    actual: Float64Array.of(sum(counts.actual)),
  };
}

function divide(
  name: ScoreName,
  over: ArrayLike<number>,
  under: ArrayLike<number>,
  context: { labels: readonly ClassLabel[]; options: ClassScoreOptions; request: ScoreRequest },
): Float64Array {
  const { value, warns } = resolveZeroDivision(context.options.zeroDivision);
  const quotients = Float64Array.from(under, (divisor, i) =>
    divisor === 0 ? value : over[i]! / divisor,
  );
  const undefinedAt = [...quotients.keys()].filter((i) => under[i] === 0);
  if (warns && undefinedAt.length > 0 && context.request.warnFor.includes(name)) {
    warnDivision(name, value, undefinedAt, context);
  }
  return quotients;
}

function warnDivision(
  name: ScoreName,
  value: number,
  undefinedAt: readonly number[],
  { labels, options, request }: Parameters<typeof divide>[3],
): void {
  const classes = undefinedAt.flatMap((i) => labels[i] ?? []).join(', ');
  const mean = request.average === 'macro' || request.average === 'weighted';
  warnUndefined(
    options.onWarning,
    name,
    `The ${name} is undefined${classes && ` for ${classes}`} (${WHY[name]}) and set to ${String(value)}` +
      `${mean && Number.isNaN(value) ? ', left out of the mean' : ''}.`,
    CHOOSE_VALUE,
  );
}
