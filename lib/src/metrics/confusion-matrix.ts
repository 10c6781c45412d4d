import { ArgumentError } from '../core/index.js';
import { type ClassLabel, type EncodedLabels, encodeLabels, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';
import { CHOOSE_VALUE, resolveZeroDivision, type ZeroDivisionOptions } from './zero-division.js';

/** Above this many classes the labels are surely none, and the matrix would not fit in memory. */
const MAX_CLASSES = 8192;

/** Options of `confusionMatrix`. */
export interface ConfusionMatrixOptions
  extends SampleWeightOptions,
    WarningOptions,
    ZeroDivisionOptions {
  /** Classes in the order of rows and columns; rows with another label are left out. Default: sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** Divide by the sum of each row (`'true'`), column (`'pred'`) or of all; default: counts. */
  readonly normalize?: 'true' | 'pred' | 'all' | undefined;
}

/**
 * Counts of true against predicted labels: row i, column j holds the rows of
 * class i that were predicted as class j.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - order of classes, weights, normalisation
 * @returns classes × classes, counts or summed weights, or fractions where `normalize` is given
 * @throws ArgumentError where the labels do not fit together, or none of `labels` is in `yTrue`
 * @remarks Equals scikit-learn 1.9's `confusion_matrix`; only the fractions of a class without
 * rows are NaN, with an `UndefinedMetricWarning`. `zeroDivision: 0` gives scikit-learn's zeros.
 * @example
 * ```ts
 * import { confusionMatrix } from 'dermlab';
 *
 * confusionMatrix(['nv', 'mel', 'nv'], ['nv', 'nv', 'nv'], { labels: ['mel', 'nv'] });
 * // [[0, 1], [0, 2]]
 * ```
 */
export function confusionMatrix(
  yTrue: Labels,
  yPred: Labels,
  options: ConfusionMatrixOptions = {},
): number[][] {
  const encoded = encodeLabels(yTrue, yPred, options.labels);
  checkSampleWeight(options.sampleWeight, yTrue.length);
  const size = options.labels?.length ?? encoded.classes.length;
  if (options.labels) checkOverlap(encoded, options.labels);
  const counts = countPairs(encoded, size, options.sampleWeight);
  return options.normalize ? normalized(counts, options.normalize, options) : counts;
}

/** The matrix of counts over the first `size` classes; pairs with another class are left out. */
function countPairs(
  { yTrue, yPred }: EncodedLabels,
  size: number,
  sampleWeight?: ArrayLike<number>,
): number[][] {
  if (size > MAX_CLASSES) {
    throw new ArgumentError(
      `The labels have ${String(size)} distinct values, expected at most ${String(MAX_CLASSES)} classes: are they labels?`,
    );
  }
  const counts = new Float64Array(size * size);
  for (let i = 0; i < yTrue.length; i++) {
    const row = yTrue[i]!;
    const column = yPred[i]!;
    if (row >= size || column >= size) continue;
    const cell = row * size + column;
    counts[cell] = counts[cell]! + (sampleWeight ? sampleWeight[i]! : 1);
  }
  return Array.from({ length: size }, (_, row) => [
    ...counts.subarray(row * size, (row + 1) * size),
  ]);
}

function checkOverlap({ yTrue }: EncodedLabels, labels: readonly ClassLabel[]): void {
  if (yTrue.some((code) => code < labels.length)) return;
  throw new ArgumentError(
    `None of labels (${labels.join(', ')}) is in yTrue: name at least one class that is.`,
  );
}

function normalized(
  counts: readonly (readonly number[])[],
  by: 'true' | 'pred' | 'all',
  options: ConfusionMatrixOptions,
): number[][] {
  const { value, warns } = resolveZeroDivision(options.zeroDivision);
  const divisors = divisorsOf(counts, by);
  if (warns && divisors.includes(0)) {
    const part = { true: 'a row', pred: 'a column', all: 'all' }[by];
    warnUndefined(
      options.onWarning,
      'confusionMatrix',
      `The confusion matrix has no counts in ${part}: its fractions are undefined and set to ${String(value)}.`,
      CHOOSE_VALUE,
    );
  }
  return counts.map((cells, row) =>
    cells.map((count, column) => {
      const divisor = divisors[by === 'pred' ? column : row]!;
      return divisor === 0 ? value : count / divisor;
    }),
  );
}

function divisorsOf(counts: readonly (readonly number[])[], by: 'true' | 'pred' | 'all'): number[] {
  if (by === 'pred') return columnSums(counts);
  const rows = rowSums(counts);
  return by === 'true' ? rows : rows.map(() => rows.reduce((a, b) => a + b, 0));
}

/** The sum of each row. */
export function rowSums(counts: readonly (readonly number[])[]): number[] {
  return counts.map((cells) => cells.reduce((a, b) => a + b, 0));
}

/** The sum of each column. */
export function columnSums(counts: readonly (readonly number[])[]): number[] {
  return counts.map((_, column) =>
    counts.reduce((total, cells) => total + (cells[column] ?? 0), 0),
  );
}
