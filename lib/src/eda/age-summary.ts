import { escape, op } from 'arquero';
import { HAM10000_CLASSES, type Ham10000Label, type Ham10000Row } from '../datasets/index.js';
import { toArquero } from './arquero-table.js';

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
  const known = toArquero(rows).filter(escape((row: Ham10000Row) => row.age !== null));
  const [summary] = known.rollup(AGE_STATISTICS).objects() as Statistics[];
  const n = known.numRows();
  const missing = rows.length - n;
  if (!summary || n === 0) return { n, missing, ...NO_AGES };
  return { n, missing, ...summary, sd: n > 1 ? summary.sd : null };
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
  return HAM10000_CLASSES.map((dx) => ({ dx, ...ageSummary(rows.filter((row) => row.dx === dx)) }));
}

type Statistics = Omit<AgeSummary, 'n' | 'missing'>;

const NO_AGES: Statistics = {
  mean: null,
  sd: null,
  min: null,
  q1: null,
  median: null,
  q3: null,
  max: null,
};

const AGE_STATISTICS = {
  mean: op.mean('age'),
  sd: op.stdev('age'),
  min: op.min('age'),
  q1: op.quantile('age', 0.25),
  median: op.median('age'),
  q3: op.quantile('age', 0.75),
  max: op.max('age'),
};
