import { ArgumentError } from '../core/index.js';
import type { Ham10000Row } from '../datasets/index.js';
import { countValues } from './count-values.js';

const AGE_STEP_YEARS = 5;

/** How many patients' ages lie in one bin. */
export interface AgeBin {
  /** Youngest age in years, inclusive. */
  readonly from: number;
  /** Upper end in years, exclusive. */
  readonly to: number;
  /** Rows in the bin. */
  readonly count: number;
}

/** How ages are spread. */
export interface AgeHistogram {
  /** Adjoining bins from the youngest age to the oldest, empty ones included. */
  readonly bins: readonly AgeBin[];
  /** Rows whose age is missing; they are in no bin. */
  readonly missing: number;
}

/**
 * Counts rows by age.
 *
 * @param rows - metadata rows
 * @param binYears - width of a bin in whole years, default 5, the step in which ages are recorded
 * @returns bins that begin at multiples of their width, and the number of missing ages
 * @throws ArgumentError for a width that is no positive integer
 */
export function ageHistogram(
  rows: readonly Ham10000Row[],
  binYears: number = AGE_STEP_YEARS,
): AgeHistogram {
  if (!Number.isInteger(binYears) || binYears < 1) {
    throw new ArgumentError(`binYears is ${binYears}, expected a whole number from 1 on.`);
  }
  const counts = countValues(rows, ({ age }) =>
    age === null ? null : Math.floor(age / binYears) * binYears,
  );
  const missing = counts.get(null) ?? 0;
  counts.delete(null);
  return {
    bins: starts([...(counts.keys() as Iterable<number>)], binYears).map((from) => ({
      from,
      to: from + binYears,
      count: counts.get(from) ?? 0,
    })),
    missing,
  };
}

function starts(occupied: readonly number[], step: number): number[] {
  if (occupied.length === 0) return [];
  const first = Math.min(...occupied);
  const bins = (Math.max(...occupied) - first) / step + 1;
  return Array.from({ length: bins }, (_, bin) => first + bin * step);
}
