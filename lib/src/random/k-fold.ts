import { checkCount } from './checks.js';
import {
  checkEnough,
  type Fold,
  type FoldOptions,
  type FoldPlan,
  foldsOf,
  planFolds,
  randomOf,
} from './folds.js';
import { rowNumbers } from './row-numbers.js';

/**
 * Splits rows into k folds of almost equal size, as scikit-learn's `KFold` does.
 *
 * @remarks Source: scikit-learn 1.9.1; equal index by index.
 * @example
 * ```ts
 * new KFold({ nSplits: 2 }).split(3);
 * // [{ train: [2], test: [0, 1] }, { train: [0, 1], test: [2] }]
 * ```
 */
export class KFold {
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
   * @param nRows - how many rows there are
   * @returns a fold each, test sides in scikit-learn's order
   * @throws ArgumentError if there are fewer rows than folds
   */
  split(nRows: number): Fold[] {
    const { nSplits } = this.#plan;
    checkCount('nRows', nRows);
    checkEnough(nSplits, nRows, 'rows');
    const rows = rowNumbers(nRows);
    randomOf(this.#plan)?.shuffle(rows);
    const foldOfRow = new Int32Array(nRows);
    const blocks = blockNumbers(nRows, nSplits);
    for (let place = 0; place < nRows; place++) foldOfRow[rows[place]!] = blocks[place]!;
    return foldsOf(foldOfRow, nSplits);
  }
}

/** Cuts `size` places into `nBlocks` blocks, the first ones a place longer; the block of each. */
export function blockNumbers(size: number, nBlocks: number): Int32Array {
  const blocks = new Int32Array(size);
  const longer = size % nBlocks;
  const length = Math.floor(size / nBlocks);
  let start = 0;
  for (let block = 0; block < nBlocks; block++) {
    const end = start + length + (block < longer ? 1 : 0);
    blocks.fill(block, start, end);
    start = end;
  }
  return blocks;
}
