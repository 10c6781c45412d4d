import {
  checkAreClasses,
  checkClassSizes,
  checkEnough,
  type Fold,
  type FoldOptions,
  type FoldPlan,
  foldsOf,
  planFolds,
  randomOf,
} from './folds.js';
import { encodeLabels, type Label, rowsByClass } from './labels.js';

/**
 * Splits rows into k folds that have the classes' shares, as scikit-learn's `StratifiedKFold`
 * does.
 *
 * @remarks Source: scikit-learn 1.9.1; equal index by index. Rows of one lesion can land in
 * different folds: see `StratifiedGroupKFold`.
 * @example
 * ```ts
 * new StratifiedKFold({ nSplits: 2 }).split(['mel', 'mel', 'nv', 'nv']);
 * // [{ train: [1, 3], test: [0, 2] }, { train: [0, 2], test: [1, 3] }]
 * ```
 */
export class StratifiedKFold {
  readonly #plan: FoldPlan;

  /**
   * @param options - number of folds, shuffle and seed
   * @throws ArgumentError if they do not fit together
   */
  constructor(options: FoldOptions = {}) {
    this.#plan = planFolds(options);
  }

  /**
   * Makes the folds.
   *
   * @param y - class label of each row
   * @returns a fold each; warns (`SmallClassWarning`) where a class has too few rows for all
   * @throws ArgumentError if there are fewer rows than folds, or so in every class
   */
  split(y: ArrayLike<Label>): Fold[] {
    const { nSplits } = this.#plan;
    checkEnough(nSplits, y.length, 'rows');
    const encoded = encodeLabels(y, 'y');
    checkAreClasses(encoded);
    checkClassSizes(nSplits, encoded);
    const { codes, counts } = encoded;
    const { rows, starts } = rowsByClass(codes, counts);
    const random = randomOf(this.#plan);
    const foldOfRow = new Int32Array(y.length);
    let dealt = 0;
    for (const code of byFirstRow(rows, starts)) {
      const ofClass = rows.subarray(starts[code], starts[code + 1]);
      const folds = dealFolds(dealt, ofClass.length, nSplits);
      random?.shuffle(folds);
      for (let place = 0; place < folds.length; place++) foldOfRow[ofClass[place]!] = folds[place]!;
      dealt += ofClass.length;
    }
    return foldsOf(foldOfRow, nSplits);
  }
}

/** Class codes in the order in which the classes first appear. */
function byFirstRow(rows: Int32Array, starts: Int32Array): number[] {
  const first = (code: number) => rows[starts[code]!]!;
  return Array.from({ length: starts.length - 1 }, (_, code) => code).sort(
    (a, b) => first(a) - first(b),
  );
}

/** Deals cards round robin, `dealt` having gone before; the folds that get one, sorted. */
function dealFolds(dealt: number, size: number, nSplits: number): Int32Array {
  const folds = new Int32Array(size);
  let start = 0;
  for (let fold = 0; fold < nSplits; fold++) {
    const before = (fold - (dealt % nSplits) + nSplits) % nSplits;
    const end = start + Math.ceil(Math.max(0, size - before) / nSplits);
    folds.fill(fold, start, end);
    start = end;
  }
  return folds;
}
