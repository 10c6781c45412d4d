import { checkLength } from './checks.js';
import { FoldBalance } from './fold-balance.js';
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
import { type EncodedLabels, encodeLabels, type Label, rowsByClass } from './labels.js';
import { pairwiseSum, standardDeviation } from './numpy-sum.js';

/**
 * Splits rows into k folds without parting a group, with the classes' shares as alike as that
 * allows, as scikit-learn's `StratifiedGroupKFold` does. With `lesion_id` as the group this is
 * the split without leaks.
 *
 * @remarks Source: scikit-learn 1.9.1; equal index by index.
 * @example
 * ```ts
 * const folds = new StratifiedGroupKFold({ nSplits: 2, shuffle: true, randomState: 42 });
 * const [first] = folds.split(['nv', 'nv', 'mel', 'mel'], ['HAM_1', 'HAM_2', 'HAM_3', 'HAM_4']);
 * first?.test.length; // => 2
 * ```
 */
export class StratifiedGroupKFold {
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
   * @param groups - group of each row, e.g. `lesion_id`
   * @returns a fold each; warns (`SmallClassWarning`) where a class has too few rows for all
   * @throws ArgumentError if there are fewer rows or groups than folds, or so in every class
   */
  split(y: ArrayLike<Label>, groups: ArrayLike<Label>): Fold[] {
    const { nSplits } = this.#plan;
    checkLength('groups', groups, y.length);
    checkEnough(nSplits, y.length, 'rows');
    const classes = encodeLabels(y, 'y');
    checkAreClasses(classes);
    checkClassSizes(nSplits, classes);
    const encodedGroups = encodeLabels(groups, 'groups');
    checkEnough(nSplits, encodedGroups.counts.length, 'groups');
    const foldOfGroup = this.#assign(classes, encodedGroups);
    return foldsOf(
      encodedGroups.codes.map((group) => foldOfGroup[group]!),
      nSplits,
    );
  }

  #assign(classes: EncodedLabels, groups: EncodedLabels): Int32Array {
    const shuffled = Int32Array.from(groups.counts.keys());
    randomOf(this.#plan)?.shuffle(shuffled);
    const contents = new GroupContents(classes, groups);
    const balance = new FoldBalance(this.#plan.nSplits, classes.counts);
    const foldOfGroup = new Int32Array(shuffled.length);
    for (const group of mostUnevenFirst(shuffled, contents)) {
      foldOfGroup[group] = balance.place(contents.classCounts(group));
    }
    return foldOfGroup;
  }
}

/** How many rows of each class a group has, counted group by group in one reused row. */
class GroupContents {
  readonly #codes: Int32Array;
  readonly #rows: Int32Array;
  readonly #starts: Int32Array;
  readonly #counts: Float64Array;

  constructor(classes: EncodedLabels, groups: EncodedLabels) {
    const { rows, starts } = rowsByClass(groups.codes, groups.counts);
    this.#codes = classes.codes;
    this.#rows = rows;
    this.#starts = starts;
    this.#counts = new Float64Array(classes.counts.length);
  }

  /** The counts of one group; good until the next call. */
  classCounts(group: number): Float64Array {
    const counts = this.#counts.fill(0);
    const end = this.#starts[group + 1]!;
    for (let place = this.#starts[group]!; place < end; place++) {
      const code = this.#codes[this.#rows[place]!]!;
      counts[code] = counts[code]! + 1;
    }
    return counts;
  }
}

/** Groups by the spread of their class counts, the widest first; equal ones keep their order. */
function mostUnevenFirst(groups: Int32Array, contents: GroupContents): Int32Array {
  const nClasses = contents.classCounts(0).length;
  const scratch = new Float64Array(nClasses);
  const spread = (group: number) =>
    standardDeviation(contents.classCounts(group), 0, nClasses, pairwiseSum, scratch);
  const evenness = Float64Array.from(groups, (group) => -spread(group));
  const { codes, counts } = encodeLabels(evenness, 'spread');
  return rowsByClass(codes, counts).rows.map((place) => groups[place]!);
}
