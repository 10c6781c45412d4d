import { checkCount, checkLength } from './checks.js';
import {
  checkEnough,
  type Fold,
  type FoldOptions,
  type FoldPlan,
  foldsOf,
  planFolds,
  randomOf,
} from './folds.js';
import { blockNumbers } from './k-fold.js';
import { encodeLabels, type Label, rowsByClass } from './labels.js';
import type { RandomState } from './random-state.js';

/**
 * Splits rows into k folds without parting a group, as scikit-learn's `GroupKFold` does: the
 * largest group goes to the lightest fold, or, shuffled, as many groups to each.
 *
 * @remarks Source: scikit-learn 1.9.1; equal index by index.
 * @example
 * ```ts
 * new GroupKFold({ nSplits: 2 }).split(4, ['a', 'a', 'b', 'c']);
 * // [{ train: [2, 3], test: [0, 1] }, { train: [0, 1], test: [2, 3] }]
 * ```
 */
export class GroupKFold {
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
   * @param groups - group of each row, e.g. `lesion_id`
   * @returns a fold each
   * @throws ArgumentError if there are fewer groups than folds
   */
  split(nRows: number, groups: ArrayLike<Label>): Fold[] {
    const { nSplits } = this.#plan;
    checkCount('nRows', nRows);
    checkLength('groups', groups, nRows);
    checkEnough(nSplits, nRows, 'rows');
    const { codes, counts } = encodeLabels(groups, 'groups');
    checkEnough(nSplits, counts.length, 'groups');
    const random = randomOf(this.#plan);
    const foldOfGroup =
      random === null ? balancedFolds(counts, nSplits) : shuffledFolds(counts, nSplits, random);
    return foldsOf(
      codes.map((group) => foldOfGroup[group]!),
      nSplits,
    );
  }
}

function shuffledFolds(counts: Int32Array, nSplits: number, random: RandomState): Int32Array {
  const foldOfGroup = new Int32Array(counts.length);
  const blocks = blockNumbers(counts.length, nSplits);
  random.permutation(counts.length).forEach((group, place) => {
    foldOfGroup[group] = blocks[place]!;
  });
  return foldOfGroup;
}

function balancedFolds(counts: Int32Array, nSplits: number): Int32Array {
  const foldOfGroup = new Int32Array(counts.length);
  const sizes = new Int32Array(nSplits);
  for (const group of largestFirst(counts)) {
    const lightest = indexOfLeast(sizes);
    sizes[lightest] = sizes[lightest]! + counts[group]!;
    foldOfGroup[group] = lightest;
  }
  return foldOfGroup;
}

/** Groups by size, the largest first; of equal ones the last first. */
function largestFirst(counts: Int32Array): Int32Array {
  const bySize = encodeLabels(counts, 'counts');
  return rowsByClass(bySize.codes, bySize.counts).rows.reverse();
}

function indexOfLeast(values: Int32Array): number {
  let least = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! < values[least]!) {
      least = index;
    }
  }
  return least;
}
