import { ArgumentError } from '../core/index.js';
import { checkInteger } from './checks.js';
import type { EncodedLabels } from './labels.js';
import { asRandomState, type RandomState, type Seed } from './random-state.js';

/** One fold of a cross-validation: row indices, ascending. */
export interface Fold {
  /** Rows to train on. */
  readonly train: Int32Array;
  /** Rows to test on; over all folds each row stands here once. */
  readonly test: Int32Array;
}

/** Folds in the order of the rows. */
export interface OrderedFoldOptions {
  /** How many folds, at least 2, default 5. */
  readonly nSplits?: number;
  /** Do not shuffle: the default. */
  readonly shuffle?: false;
}

/** Folds after a shuffle. */
export interface ShuffledFoldOptions {
  /** How many folds, at least 2, default 5. */
  readonly nSplits?: number;
  /** Shuffle first. */
  readonly shuffle: true;
  /** Seed, or a generator that draws on with each call of `split`. */
  readonly randomState: Seed;
}

/** How a k-fold splitter works; a seed goes with a shuffle, and only with one. */
export type FoldOptions = OrderedFoldOptions | ShuffledFoldOptions;

/** Checked options of a splitter. */
export interface FoldPlan {
  /** How many folds. */
  readonly nSplits: number;
  /** Seed of the shuffle, null for none. */
  readonly seed: Seed | null;
}

/** Checks the options of a k-fold splitter. */
export function planFolds(options: FoldOptions): FoldPlan {
  const { nSplits = 5 } = options;
  checkInteger('nSplits', nSplits, 2, 2 ** 31 - 1);
  const seed = (options as Partial<ShuffledFoldOptions>).randomState;
  if (!options.shuffle && seed !== undefined) {
    throw new ArgumentError('randomState: expected none without shuffle: true, received one');
  }
  if (options.shuffle && seed === undefined) {
    throw new ArgumentError('randomState: expected a seed with shuffle: true, received none');
  }
  return { nSplits, seed: seed ?? null };
}

/** The generator of one call of `split`, null where nothing is shuffled. */
export function randomOf(plan: FoldPlan): RandomState | null {
  return plan.seed === null ? null : asRandomState(plan.seed);
}

/** Refuses more folds than there are `what` (rows or groups). */
export function checkEnough(nSplits: number, available: number, what: string): void {
  if (nSplits > available) {
    throw new ArgumentError(
      `nSplits: expected at most the number of ${what}, ${available}, received ${nSplits}`,
    );
  }
}

/**
 * Refuses folds when every class has fewer rows than there are folds, and warns when one has:
 * some folds are then without that class.
 */
export function checkClassSizes(nSplits: number, { classes, counts }: EncodedLabels): void {
  const small = classes.filter((_, index) => counts[index]! < nSplits);
  if (small.length === classes.length) {
    throw new ArgumentError(
      `nSplits: expected at most the rows of the largest class, ${Math.max(...counts)}, received ${nSplits}`,
    );
  }
  if (small.length > 0) {
    process.emitWarning(
      `some folds have no row of ${small.join(', ')}: fewer rows than nSplits=${nSplits}`,
      'SmallClassWarning',
    );
  }
}

/** Refuses labels that are no classes: numbers with a fraction. */
export function checkAreClasses({ classes }: EncodedLabels): void {
  const fraction = classes.find((label) => typeof label === 'number' && !Number.isInteger(label));
  if (fraction !== undefined) {
    throw new ArgumentError(`y: expected class labels, received the measure ${fraction}`);
  }
}

/** Turns the fold number of each row into folds. */
export function foldsOf(foldOfRow: Int32Array, nSplits: number): Fold[] {
  const sizes = new Int32Array(nSplits);
  for (let row = 0; row < foldOfRow.length; row++) {
    const fold = foldOfRow[row]!;
    sizes[fold] = sizes[fold]! + 1;
  }
  return Array.from(sizes, (size, fold) => foldOf(foldOfRow, fold, size));
}

function foldOf(foldOfRow: Int32Array, fold: number, size: number): Fold {
  const train = new Int32Array(foldOfRow.length - size);
  const test = new Int32Array(size);
  let nTrain = 0;
  let nTest = 0;
  for (let row = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row] === fold) {
      test[nTest++] = row;
    } else {
      train[nTrain++] = row;
    }
  }
  return { train, test };
}
