import { pairwiseSum, type Sum, sequentialSum, standardDeviation } from './numpy-sum.js';

/** NumPy's `isclose` defaults. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-8;

/**
 * Folds being filled with groups: puts each group where the classes' shares are then spread most
 * evenly over the folds, and of folds as good as each other into the smaller.
 */
export class FoldBalance {
  readonly #nSplits: number;
  readonly #totals: Int32Array;
  /** Rows of class c in fold f, at c * nSplits + f. */
  readonly #counts: Float64Array;
  /** The same as shares of the class. */
  readonly #shares: Float64Array;
  readonly #sizes: Float64Array;
  /** For each class how unevenly its shares are spread over the folds. */
  readonly #spreads: Float64Array;
  readonly #trial: Float64Array;
  readonly #scratch: Float64Array;
  /** NumPy sums a table of one column as if it were a row. */
  readonly #sum: Sum;

  /**
   * @param nSplits - number of folds
   * @param totals - rows in each class
   */
  constructor(nSplits: number, totals: Int32Array) {
    this.#nSplits = nSplits;
    this.#totals = totals;
    this.#counts = new Float64Array(totals.length * nSplits);
    this.#shares = new Float64Array(totals.length * nSplits);
    this.#sizes = new Float64Array(nSplits);
    this.#spreads = new Float64Array(totals.length);
    this.#trial = new Float64Array(totals.length);
    this.#scratch = new Float64Array(nSplits);
    this.#sum = totals.length === 1 ? pairwiseSum : sequentialSum;
  }

  /**
   * Places a group.
   *
   * @param group - its rows of each class
   * @returns the fold that it went to
   */
  place(group: Float64Array): number {
    let best = 0;
    let least = Infinity;
    let smallest = Infinity;
    for (let fold = 0; fold < this.#nSplits; fold++) {
      const spread = this.#spreadWith(group, fold);
      const size = this.#sizes[fold]!;
      if (spread < least || (size < smallest && isClose(spread, least))) {
        best = fold;
        least = spread;
        smallest = size;
      }
    }
    this.#add(group, best);
    return best;
  }

  /** Mean spread over the classes if the group went to `fold`. */
  #spreadWith(group: Float64Array, fold: number): number {
    this.#trial.set(this.#spreads);
    for (let code = 0; code < group.length; code++) {
      const added = group[code]!;
      if (added > 0) {
        this.#trial[code] = this.#classSpreadWith(code, fold, added);
      }
    }
    return pairwiseSum(this.#trial, 0, group.length) / group.length;
  }

  #classSpreadWith(code: number, fold: number, added: number): number {
    const place = code * this.#nSplits + fold;
    const kept = this.#shares[place]!;
    this.#shares[place] = (this.#counts[place]! + added) / this.#totals[code]!;
    const spread = this.#classSpread(code);
    this.#shares[place] = kept;
    return spread;
  }

  #classSpread(code: number): number {
    const start = code * this.#nSplits;
    return standardDeviation(this.#shares, start, this.#nSplits, this.#sum, this.#scratch);
  }

  #add(group: Float64Array, fold: number): void {
    for (let code = 0; code < group.length; code++) {
      const added = group[code]!;
      if (added > 0) {
        const place = code * this.#nSplits + fold;
        const count = this.#counts[place]! + added;
        this.#counts[place] = count;
        this.#shares[place] = count / this.#totals[code]!;
        this.#spreads[code] = this.#classSpread(code);
        this.#sizes[fold] = this.#sizes[fold]! + added;
      }
    }
  }
}

function isClose(value: number, reference: number): boolean {
  return Math.abs(value - reference) <= ABSOLUTE + RELATIVE * Math.abs(reference);
}
