import { ArgumentError } from '../core/index.js';
import type { ClassLabel } from './labels.js';
import type { SampleWeightOptions } from './sample-weight.js';
import type { ScoreMatrix } from './score-matrix.js';
import { sum } from './sums.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/**
 * How the scores of the classes, each against the rest, become one number;
 * `'micro'` takes every row and class as a row.
 */
export type OneVsRestAverage = 'macro' | 'weighted' | 'micro' | null;

/** Rows with a column of scores a class. */
export interface ClassColumns {
  /** Position in `classes` of each row's label. */
  readonly codes: Int32Array;
  /** A row a row, a column a class. */
  readonly scores: ScoreMatrix;
  /** The classes, in the order of the columns. */
  readonly classes: readonly ClassLabel[];
}

/** A metric of one class against the rest. */
interface BinaryMetric {
  /** Its name in warnings. */
  readonly metric: string;
  /** The metric; NaN where it is undefined. */
  readonly of: (
    positive: Uint8Array,
    scores: Float64Array,
    sampleWeight?: ArrayLike<number>,
  ) => number;
  /** Why it is undefined for a class, in words that follow the class. */
  readonly missing: string;
}

/** Refuses an average that is none. */
export function checkOneVsRestAverage(average: unknown): void {
  if (['macro', 'weighted', 'micro', null].includes(average as OneVsRestAverage)) return;
  throw new ArgumentError(
    `average is ${JSON.stringify(average)}, expected 'macro', 'weighted', 'micro' or null (a number per class).`,
  );
}

/** The metric of each class against the rest, and their average. */
export function oneVsRestScore<A extends OneVsRestAverage>(
  columns: ClassColumns,
  options: SampleWeightOptions & WarningOptions & { readonly average: A },
  binary: BinaryMetric,
): A extends null ? Float64Array : number {
  const { average, sampleWeight } = options;
  const score =
    average === 'micro'
      ? microScore(columns, sampleWeight, binary)
      : averagedScore(columns, options, binary);
  return score as A extends null ? Float64Array : number;
}

function averagedScore(
  columns: ClassColumns,
  {
    average,
    sampleWeight,
    onWarning,
  }: SampleWeightOptions & WarningOptions & { readonly average: OneVsRestAverage },
  { metric, of, missing }: BinaryMetric,
): number | Float64Array {
  const { classes } = columns;
  const values = Float64Array.from(classes, (_, c) => {
    const { positive, scores } = classColumn(columns, c);
    return of(positive, scores, sampleWeight);
  });
  const weights = average === 'weighted' ? supportOf(columns, sampleWeight) : undefined;
  const undefinedFor = classes.filter((_, c) => Number.isNaN(values[c]) && weights?.[c] !== 0);
  if (undefinedFor.length > 0) {
    warnUndefined(onWarning, metric, `The class ${undefinedFor.join(', ')} ${missing}.`);
  }
  if (average === null) return values;
  if (!weights) return sum(values) / values.length;
  return sum(values.map((value, c) => (weights[c] === 0 ? 0 : value * weights[c]!))) / sum(weights);
}

/** The rows of one class against the rest, with its column of the scores. */
export function classColumn(
  { codes, scores: { values, columns } }: ClassColumns,
  column: number,
): { positive: Uint8Array; scores: Float64Array } {
  const positive = new Uint8Array(codes.length);
  const scores = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    positive[i] = codes[i] === column ? 1 : 0;
    scores[i] = values[i * columns + column]!;
  }
  return { positive, scores };
}

function microScore(
  { codes, scores: { values, columns } }: ClassColumns,
  sampleWeight: ArrayLike<number> | undefined,
  { of }: BinaryMetric,
): number {
  const positive = new Uint8Array(values.length);
  for (let i = 0; i < codes.length; i++) positive[i * columns + codes[i]!] = 1;
  const scores = Float64Array.from(values);
  const weights = sampleWeight && scores.map((_, i) => sampleWeight[Math.floor(i / columns)]!);
  return of(positive, scores, weights);
}

function supportOf(
  { codes, classes }: ClassColumns,
  sampleWeight: ArrayLike<number> | undefined,
): Float64Array {
  const support = new Float64Array(classes.length);
  for (const [i, code] of codes.entries()) {
    support[code] = support[code]! + (sampleWeight ? sampleWeight[i]! : 1);
  }
  return support;
}
