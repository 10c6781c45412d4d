import { ArgumentError } from '../core/index.js';
import { accuracyScore } from './accuracy-score.js';
import type { Average } from './average.js';
import { averaged, type ClassScoreArrays, classScores } from './class-scores.js';
import { classificationReportText } from './classification-report-text.js';
import { type ClassLabel, type Labels, uniqueLabels } from './labels.js';
import type { SampleWeightOptions } from './sample-weight.js';
import { sum } from './sums.js';
import type { WarningOptions } from './undefined-metric-warning.js';
import type { ZeroDivision } from './zero-division.js';

/** Options of `classificationReport`. */
export interface ClassificationReportOptions<L extends ClassLabel>
  extends SampleWeightOptions,
    WarningOptions {
  /** Classes to report, in this order; default: all of the data, sorted. */
  readonly labels?: readonly L[] | undefined;
  /** What the text calls each class, in the order of the classes; default: the labels. */
  readonly targetNames?: readonly string[] | undefined;
  /** Decimals of the text's scores, 0 to 99; default: 2. */
  readonly digits?: number | undefined;
  /** What stands for a division by zero; default: `'warn'`, 0 with a warning, as scikit-learn prints. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** The scores of one class, or of an average over classes. */
export interface ClassScores {
  /** Of the rows predicted as the class, the fraction that are of it. */
  readonly precision: number;
  /** Of the rows of the class, the fraction predicted as it. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** True rows, or their summed weight. */
  readonly support: number;
}

/** The report as text and as numbers. */
export interface ClassificationReport<L extends ClassLabel> {
  /** The table that scikit-learn prints. */
  readonly text: string;
  /** Fraction of all rows whose label was predicted. */
  readonly accuracy: number;
  /** Scores of each class, by label. */
  readonly perClass: Readonly<Record<L, ClassScores>>;
  /** All reported classes counted together; equals the accuracy where all are reported. */
  readonly microAvg: ClassScores;
  /** Plain mean over classes. */
  readonly macroAvg: ClassScores;
  /** Mean over classes, weighted by support. */
  readonly weightedAvg: ClassScores;
}

/**
 * Precision, recall and F1 of each class and their averages, as text and as numbers.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - classes, their names, decimals, weights, and what stands for a division by zero
 * @returns the text, and the scores by label: literal label types are kept
 * @throws ArgumentError where labels or options do not fit together
 * @remarks The text equals that of scikit-learn 1.9's `classification_report` byte for byte for the
 * same `zero_division`, whose default, 0 with an `UndefinedMetricWarning`, is the default here too.
 * @example
 * ```ts
 * import { classificationReport } from 'dermlab';
 *
 * const report = classificationReport(['mel', 'nv', 'nv'], ['mel', 'nv', 'mel'], {
 *   labels: ['mel', 'nv'],
 * });
 * report.perClass.mel.recall; // 1
 * report.text.split('\n')[2]; // '         mel       0.50      1.00      0.67         1'
 * ```
 */
export function classificationReport<const L extends ClassLabel = ClassLabel>(
  yTrue: Labels,
  yPred: Labels,
  options: ClassificationReportOptions<L> = {},
): ClassificationReport<L> {
  const { sampleWeight, digits = 2 } = options;
  checkDigits(digits);
  const scores = scoresOf(yTrue, yPred, options, null);
  const names = namesOf(scores.labels, options.targetNames);
  const classes = names.map((name, i) => [name, scoresAt(scores, i)] as const);
  const average = (by: Average) => averageOf(yTrue, yPred, options, by, scores);
  const averages = {
    microAvg: average('micro'),
    macroAvg: average('macro'),
    weightedAvg: average('weighted'),
  };
  const text = classificationReportText({
    classes,
    ...averages,
    digits,
    microIsAccuracy: coversAll(scores.labels, [yTrue, yPred]),
    // scikit-learn counts in floats where rows have weights, and where no row at all is right.
    floatSupport: sampleWeight !== undefined || accuracyScore(yTrue, yPred) === 0,
  });
  return {
    text,
    accuracy: accuracyScore(yTrue, yPred, { sampleWeight }),
    perClass: Object.fromEntries(
      scores.labels.map((label, i) => [label, scoresAt(scores, i)]),
    ) as Record<L, ClassScores>,
    ...averages,
  };
}

function checkDigits(digits: number): void {
  if (Number.isInteger(digits) && digits >= 0 && digits <= 99) return;
  throw new ArgumentError(`digits is ${String(digits)}, expected an integer from 0 to 99.`);
}

function scoresOf(
  yTrue: Labels,
  yPred: Labels,
  options: ClassificationReportOptions<ClassLabel>,
  average: Average | null,
): ClassScoreArrays {
  const { labels, sampleWeight, onWarning, zeroDivision = 'warn' } = options;
  return classScores(
    yTrue,
    yPred,
    { labels, sampleWeight, zeroDivision, onWarning },
    // Each undefined score is told once, by the rows of the classes.
    { average, beta: 1, warnFor: average === null ? ['precision', 'recall', 'f-score'] : [] },
  );
}

function namesOf(
  labels: readonly ClassLabel[],
  targetNames?: readonly string[],
): readonly string[] {
  if (!targetNames) return labels.map(String);
  if (targetNames.length === labels.length) return targetNames;
  throw new ArgumentError(
    `targetNames has ${String(targetNames.length)} names, expected ${String(labels.length)}, ` +
      `one for each class (${labels.join(', ')}): name them all, or pass labels too.`,
  );
}

function scoresAt(
  { precision, recall, fscore, support }: ClassScoreArrays,
  i: number,
): ClassScores {
  return {
    precision: precision[i]!,
    recall: recall[i]!,
    f1: fscore[i]!,
    support: support[i]!,
  };
}

function averageOf(
  yTrue: Labels,
  yPred: Labels,
  options: ClassificationReportOptions<ClassLabel>,
  by: Average,
  perClass: ClassScoreArrays,
): ClassScores {
  const scores = by === 'micro' ? scoresOf(yTrue, yPred, options, 'micro') : perClass;
  const value = (values: Float64Array) => averaged(values, perClass.support, by) as number;
  return {
    precision: value(scores.precision),
    recall: value(scores.recall),
    f1: value(scores.fscore),
    support: sum(perClass.support),
  };
}

function coversAll(labels: readonly ClassLabel[], arrays: readonly Labels[]): boolean {
  const reported = new Set(labels);
  return arrays.every((array) => uniqueLabels(array).every((label) => reported.has(label)));
}
