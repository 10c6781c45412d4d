import { ArgumentError } from '../core/index.js';

/** Integers are counted one by one where their range holds at most so many for each row. */
const MOST_INTEGERS_A_ROW = 4;

/** A class label or group name: all strings, or all finite numbers. */
export type Label = string | number;

/** Labels as codes: what NumPy's `unique` with `return_inverse` gives. */
export interface EncodedLabels {
  /** The different labels, sorted: numbers by size, strings by code point. */
  readonly classes: readonly Label[];
  /** For each row the index of its label in `classes`. */
  readonly codes: Int32Array;
  /** For each class how many rows have it. */
  readonly counts: Int32Array;
}

/**
 * Encodes labels as indices into their sorted list.
 *
 * @param labels - one a row, all strings or all finite numbers
 * @param name - what to call them in an error
 * @returns the sorted labels, codes and counts
 * @throws ArgumentError if a label is neither, or the two are mixed
 */
export function encodeLabels(labels: ArrayLike<Label>, name: string): EncodedLabels {
  const range = integerRange(labels);
  if (range) return encodeIntegers(labels as ArrayLike<number>, range);
  const { seen, codes } = encodeAsSeen(labels, name);
  const classes = sortLabels([...seen.keys()]);
  const rank = new Int32Array(classes.length);
  classes.forEach((label, index) => {
    rank[seen.get(label)!] = index;
  });
  const counts = new Int32Array(classes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = rank[codes[row]!]!;
    codes[row] = code;
    counts[code] = counts[code]! + 1;
  }
  return { classes, codes, counts };
}

/**
 * Lists the rows of each class one class after the other, in their order (a stable sort).
 *
 * @param codes - class index of each row
 * @param counts - rows in each class
 * @returns the rows, and where each class starts in them (with one entry more, the end)
 */
export function rowsByClass(
  codes: Int32Array,
  counts: Int32Array,
): { rows: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((count, index) => {
    starts[index + 1] = starts[index]! + count;
  });
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const place = next[code]!;
    rows[place] = row;
    next[code] = place + 1;
  }
  return { rows, starts };
}

/** Least and greatest label where all are integers that lie close enough together to count each. */
function integerRange(labels: ArrayLike<Label>): { low: number; high: number } | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (!Number.isSafeInteger(label)) return undefined;
    low = Math.min(low, label as number);
    high = Math.max(high, label as number);
  }
  return high - low < MOST_INTEGERS_A_ROW * labels.length ? { low, high } : undefined;
}

/** Encodes by counting how often each integer of the range occurs: no sorting, no `Map`. */
function encodeIntegers(
  labels: ArrayLike<number>,
  { low, high }: { low: number; high: number },
): EncodedLabels {
  const occurs = new Int32Array(high - low + 1);
  for (let row = 0; row < labels.length; row++) {
    const place = labels[row]! - low;
    occurs[place] = occurs[place]! + 1;
  }
  const counts = occurs.filter((count) => count > 0);
  const classes = new Array<number>(counts.length);
  const codeOf = occurs; // Each count has been read when its place takes the code.
  let code = 0;
  for (let place = 0; place < occurs.length; place++) {
    if (occurs[place] === 0) continue;
    classes[code] = low + place;
    codeOf[place] = code++;
  }
  const codes = new Int32Array(labels.length);
  for (let row = 0; row < codes.length; row++) codes[row] = codeOf[labels[row]! - low]!;
  return { classes, codes, counts };
}

function encodeAsSeen(labels: ArrayLike<Label>, name: string) {
  const seen = new Map<Label, number>();
  const codes = new Int32Array(labels.length);
  const kind = typeof labels[0];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    checkLabel(label, kind, `${name}[${row}]`);
    let code = seen.get(label);
    if (code === undefined) {
      code = seen.size;
      seen.set(label, code);
    }
    codes[row] = code;
  }
  return { seen, codes };
}

function checkLabel(label: unknown, kind: string, place: string): void {
  const fits = typeof label === 'string' || Number.isFinite(label);
  if (!fits || typeof label !== kind) {
    throw new ArgumentError(
      `${place}: expected all strings or all finite numbers, received ${String(label)} (${typeof label})`,
    );
  }
}

function sortLabels(labels: Label[]): Label[] {
  if (typeof labels[0] === 'number') {
    return Array.from(Float64Array.from(labels as number[]).sort());
  }
  const texts = labels as string[];
  const beyondUnits = texts.some((text) => /[\ud800-\udfff]/.test(text));
  return beyondUnits ? texts.sort(compareByCodePoint) : texts.sort();
}

/** JavaScript compares UTF-16 units, which puts U+10000 before U+E000; NumPy does not. */
function compareByCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && index < b.length && a.charCodeAt(index) === b.charCodeAt(index)) {
    index++;
  }
  return order(a, index) - order(b, index);
}

function order(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (Number.isNaN(unit)) {
    return -1;
  }
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
