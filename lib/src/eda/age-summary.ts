import { HAM10000_CLASSES, type Ham10000Label, type Ham10000Row } from '../datasets/index.js';
import { countPairs, countValues } from './count-values.js';

/** Ages in numbers. Missing ages are left out of all but `missing`; null where none is left. */
export interface AgeSummary {
  /** Rows with an age. */
  readonly n: number;
  /** Rows without one. */
  readonly missing: number;
  /** Mean in years. */
  readonly mean: number | null;
  /** Standard deviation of the sample (n − 1) in years; null for fewer than two ages. */
  readonly sd: number | null;
  /** Youngest age in years. */
  readonly min: number | null;
  /** Lower quartile in years. */
  readonly q1: number | null;
  /** Median in years. */
  readonly median: number | null;
  /** Upper quartile in years. */
  readonly q3: number | null;
  /** Oldest age in years. */
  readonly max: number | null;
}

/** Ages of one class in numbers. */
export interface ClassAgeSummary extends AgeSummary {
  /** The class. */
  readonly dx: Ham10000Label;
}

/**
 * Summarises the ages.
 *
 * @param rows - metadata rows
 * @returns count, mean, standard deviation, quartiles and range
 * @remarks As pandas' `describe()`: quartiles are interpolated linearly.
 */
export function ageSummary(rows: readonly Ham10000Row[]): AgeSummary {
  return summaryOf(countValues(rows, ageOf));
}

/**
 * Summarises the ages of each class.
 *
 * @param rows - metadata rows
 * @returns one summary for each of the seven classes, in class order
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * ageSummaryByDx(ham10000.rows).find(({ dx }) => dx === 'bkl')?.mean; // => 64.28
 * ham10000.close();
 * ```
 */
export function ageSummaryByDx(rows: readonly Ham10000Row[]): ClassAgeSummary[] {
  const ages = countPairs(rows, (row) => row.dx, ageOf);
  return HAM10000_CLASSES.map((dx) => ({ dx, ...summaryOf(ages.get(dx) ?? new Map()) }));
}

const NO_AGES = {
  mean: null,
  sd: null,
  min: null,
  q1: null,
  median: null,
  q3: null,
  max: null,
};

function ageOf({ age }: Ham10000Row): number | null {
  return age;
}

/** Summarises ages that are few different ones, out of how often each occurs. */
function summaryOf(counts: ReadonlyMap<number | null, number>): AgeSummary {
  const ages = new AgeCounts(counts);
  const { n } = ages;
  const missing = counts.get(null) ?? 0;
  if (n === 0) return { n, missing, ...NO_AGES };
  const mean = ages.sum((age) => age) / n;
  return {
    n,
    missing,
    mean,
    sd: n > 1 ? Math.sqrt(ages.sum((age) => (age - mean) ** 2) / (n - 1)) : null,
    min: ages.quantile(0),
    q1: ages.quantile(0.25),
    median: ages.quantile(0.5),
    q3: ages.quantile(0.75),
    max: ages.quantile(1),
  };
}

/** Ages in ascending order, each with its count. */
class AgeCounts {
  readonly n: number;
  readonly #counts: readonly (readonly [age: number, count: number])[];

  constructor(counts: ReadonlyMap<number | null, number>) {
    this.#counts = [...counts]
      .filter((entry): entry is [number, number] => entry[0] !== null)
      .sort(([a], [b]) => a - b);
    this.n = this.#counts.reduce((sum, [, count]) => sum + count, 0);
  }

  /** Sum of a number that each age gives. */
  sum(of: (age: number) => number): number {
    return this.#counts.reduce((sum, [age, count]) => sum + of(age) * count, 0);
  }

  /** Quantile by linear interpolation between the two nearest ages. */
  quantile(share: number): number {
    const rank = share * (this.n - 1);
    const below = this.#at(Math.floor(rank));
    return below + (this.#at(Math.ceil(rank)) - below) * (rank - Math.floor(rank));
  }

  /** The age of this rank, which counts from 0. */
  #at(rank: number): number {
    let before = 0;
    for (const [age, count] of this.#counts) {
      before += count;
      if (rank < before) return age;
    }
    return Number.NaN;
  }
}
