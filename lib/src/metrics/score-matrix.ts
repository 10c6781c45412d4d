import { ArgumentError } from '../core/index.js';
import {
  type ClassLabel,
  checkClasses,
  checkLabels,
  checkLength,
  codesOf,
  type Labels,
  uniqueLabels,
} from './labels.js';

/**
 * Scores or probabilities: one a row; or one a row and class, as an array of
 * rows or as one flat array, row after row.
 */
export type Scores = ArrayLike<number> | ArrayLike<ArrayLike<number>>;

/** Scores, row after row. */
export interface ScoreMatrix {
  /** Row-major, rows × columns. */
  readonly values: ArrayLike<number>;
  /** Classes, or 1. */
  readonly columns: number;
  /** Machine epsilon of the type that the scores came in. */
  readonly epsilon: number;
}

/** How far the probabilities of a row may be from 1 together: float32 softmax and rounding pass. */
const SUM_TOLERANCE = 1e-3;

/** The classes and the position of each row's label in them. */
export function encodeClasses(
  yTrue: Labels,
  labels?: readonly ClassLabel[],
): { classes: readonly ClassLabel[]; codes: Int32Array } {
  checkLabels('yTrue', yTrue);
  if (labels && yTrue.length > 0) checkClasses(labels, yTrue);
  const classes = labels ?? uniqueLabels(yTrue);
  const seen = new Map(classes.map((label, i) => [label, i]));
  const codes = codesOf(yTrue, seen);
  if (seen.size === classes.length) return { classes, codes };
  const unknown = [...seen.keys()].slice(classes.length).join(', ');
  throw new ArgumentError(
    `yTrue holds ${unknown}, which labels (${classes.join(', ')}) does not name: name every class.`,
  );
}

/** Reads scores of one column, or of one column a class; every score must be finite. */
export function readScores(
  name: string,
  scores: Scores,
  rows: number,
  classes: readonly ClassLabel[],
): ScoreMatrix {
  const matrix = isNested(scores) ? fromRows(name, scores, rows) : fromFlat(name, scores, rows);
  if (matrix.columns !== 1 && matrix.columns !== classes.length) {
    throw new ArgumentError(
      `${name} has ${String(matrix.columns)} columns for ${String(classes.length)} classes ` +
        `(${classes.join(', ')}): pass one column a class, and all classes as labels.`,
    );
  }
  checkFinite(name, matrix);
  return matrix;
}

function isNested(scores: Scores): scores is ArrayLike<ArrayLike<number>> {
  return typeof scores[0] === 'object';
}

function fromFlat(name: string, values: ArrayLike<number>, rows: number): ScoreMatrix {
  const columns = values.length / rows;
  if (!Number.isInteger(columns) || columns === 0) checkLength(name, values.length, rows);
  return { values, columns, epsilon: epsilonOf(values) };
}

function fromRows(name: string, scores: ArrayLike<ArrayLike<number>>, rows: number): ScoreMatrix {
  checkLength(name, scores.length, rows);
  const columns = scores[0]?.length ?? 0;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = scores[i]!;
    if (row.length !== columns) {
      throw new ArgumentError(
        `${name}[${String(i)}] has ${String(row.length)} columns, expected ${String(columns)} as in row 0.`,
      );
    }
    values.set(row, i * columns);
  }
  return { values, columns, epsilon: epsilonOf(scores[0]!) };
}

function epsilonOf(values: ArrayLike<number>): number {
  return values instanceof Float32Array ? 2 ** -23 : Number.EPSILON;
}

function checkFinite(name: string, { values, columns }: ScoreMatrix): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new ArgumentError(
      `${name}, row ${String(Math.floor(i / columns))}, column ${String(i % columns)} is ${String(values[i])}, ` +
        'expected a finite number: the model that made it has diverged, or the row was not scored.',
    );
  }
}

/** Refuses rows whose columns do not sum to 1. */
export function checkRowSums(name: string, { values, columns }: ScoreMatrix): void {
  for (let start = 0; start < values.length; start += columns) {
    let total = 0;
    for (let j = 0; j < columns; j++) total += values[start + j]!;
    if (Math.abs(total - 1) <= SUM_TOLERANCE) continue;
    throw new ArgumentError(
      `${name}, row ${String(start / columns)} sums to ${String(total)}, expected 1: pass probabilities (softmax), not logits.`,
    );
  }
}
