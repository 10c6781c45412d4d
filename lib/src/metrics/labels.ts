import { ArgumentError } from '../core/index.js';

/** A class label: a string, or an integer. One array holds one of the two kinds. */
export type ClassLabel = string | number;

/** Labels, one a row: an array or typed array, all strings or all integers. */
export type Labels = ArrayLike<ClassLabel>;

/** True and predicted labels as positions in one list of classes. */
export interface EncodedLabels {
  /** The given labels in their order and then any other; without given ones, sorted. */
  readonly classes: readonly ClassLabel[];
  /** Position in `classes` of each true label. */
  readonly yTrue: Int32Array;
  /** Position in `classes` of each predicted label. */
  readonly yPred: Int32Array;
}

/** Refuses empty and unequally long labels, and labels of another kind than expected. */
export function checkTargets(yTrue: Labels, yPred: Labels): void {
  checkLength('yPred', yPred.length, yTrue.length);
  const kind = checkLabels('yTrue', yTrue);
  checkSameKind('yPred', checkLabels('yPred', yPred), kind);
}

/** Refuses an array that has not one entry a row of `yTrue`, and no rows at all. */
export function checkLength(name: string, received: number, rows: number): void {
  if (rows === 0) {
    throw new ArgumentError('yTrue is empty: a metric needs at least one row.');
  }
  if (received !== rows) {
    throw new ArgumentError(
      `${name} has length ${String(received)}, expected ${String(rows)} as yTrue has: pass one entry a row.`,
    );
  }
}

/** Refuses labels that are no labels; tells which kind they are. */
export function checkLabels(name: string, labels: Labels): 'string' | 'number' {
  const kind = typeof labels[0] === 'string' ? 'string' : 'number';
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (kind === 'string' ? typeof label !== 'string' : !Number.isInteger(label)) {
      throw new ArgumentError(
        `${name}[${String(i)}] is ${show(label)}, expected labels that are all strings or all integers: ` +
          'turn scores into labels first, and keep one kind.',
      );
    }
  }
  return kind;
}

function show(label: unknown): string {
  return typeof label === 'string' ? JSON.stringify(label) : String(label);
}

function checkSameKind(name: string, received: string, expected: string): void {
  if (received === expected) return;
  throw new ArgumentError(
    `${name} holds ${received}s and yTrue ${expected}s: encode both in the same way.`,
  );
}

/** Refuses a list of classes that is empty, has repeats or is of another kind than `yTrue`. */
export function checkClasses(labels: readonly ClassLabel[], yTrue: Labels): void {
  if (labels.length === 0) {
    throw new ArgumentError('labels is empty: name at least one class, or leave it out.');
  }
  const kind = typeof yTrue[0] === 'string' ? 'string' : 'number';
  checkSameKind('labels', checkLabels('labels', labels), kind);
  const repeated = labels.find((label, i) => labels.indexOf(label) !== i);
  if (repeated === undefined) return;
  throw new ArgumentError(`labels names ${show(repeated)} twice: name each class once.`);
}

/** Checks and encodes true and predicted labels in one pass each. */
export function encodeLabels(
  yTrue: Labels,
  yPred: Labels,
  labels?: readonly ClassLabel[],
): EncodedLabels {
  checkTargets(yTrue, yPred);
  if (labels) checkClasses(labels, yTrue);
  const seen = new Map<ClassLabel, number>(labels?.map((label, i) => [label, i]));
  const encoded = { yTrue: codesOf(yTrue, seen), yPred: codesOf(yPred, seen) };
  if (labels) return { ...encoded, classes: [...seen.keys()] };
  return sortClasses(encoded, seen);
}

/** The distinct labels, sorted as NumPy's `unique` sorts them. */
export function uniqueLabels(labels: Labels): ClassLabel[] {
  const seen = new Map<ClassLabel, number>();
  codesOf(labels, seen);
  return [...seen.keys()].sort(compareLabels);
}

/** Position of each label in the map; labels not met before are appended to it. */
export function codesOf(labels: Labels, seen: Map<ClassLabel, number>): Int32Array {
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < codes.length; i++) {
    const label = labels[i]!;
    let code = seen.get(label);
    if (code === undefined) seen.set(label, (code = seen.size));
    codes[i] = code;
  }
  return codes;
}

function sortClasses(
  { yTrue, yPred }: Pick<EncodedLabels, 'yTrue' | 'yPred'>,
  seen: ReadonlyMap<ClassLabel, number>,
): EncodedLabels {
  const classes = [...seen.keys()].sort(compareLabels);
  const position = new Int32Array(classes.length);
  for (const [i, label] of classes.entries()) position[seen.get(label)!] = i;
  for (const codes of [yTrue, yPred]) {
    for (let i = 0; i < codes.length; i++) codes[i] = position[codes[i]!]!;
  }
  return { classes, yTrue, yPred };
}

/** Numbers by value; strings by code point, as NumPy and Python do. */
function compareLabels(a: ClassLabel, b: ClassLabel): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [Array.from(String(a)), Array.from(String(b))];
  const differs = left.findIndex((char, i) => char !== right[i]);
  if (differs === -1) return left.length - right.length;
  return (left[differs]?.codePointAt(0) ?? -1) - (right[differs]?.codePointAt(0) ?? -1);
}
