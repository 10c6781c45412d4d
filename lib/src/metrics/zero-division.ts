import { ArgumentError } from '../core/index.js';

/** What a caller can do about a warning of a division by zero. */
export const CHOOSE_VALUE = 'Use zeroDivision to choose the value.';

/**
 * What stands where a metric divides by zero:
 *
 * - left out: NaN, with an `UndefinedMetricWarning`
 * - `'warn'`: 0, with an `UndefinedMetricWarning` (scikit-learn's default)
 * - `0`, `1` or `NaN`: that value, quietly
 */
export type ZeroDivision = 'warn' | number;

/** The option that every metric with a division by zero takes. */
export interface ZeroDivisionOptions {
  /** `'warn'`, 0, 1 or NaN, as in scikit-learn; default: NaN and a warning. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** The value to put, and whether to tell. */
export function resolveZeroDivision(zeroDivision: ZeroDivision | undefined): {
  value: number;
  warns: boolean;
} {
  if (zeroDivision === undefined) return { value: Number.NaN, warns: true };
  if (zeroDivision === 'warn') return { value: 0, warns: true };
  if (zeroDivision === 0 || zeroDivision === 1 || Number.isNaN(zeroDivision)) {
    return { value: zeroDivision, warns: false };
  }
  throw new ArgumentError(
    `zeroDivision is ${String(zeroDivision)}, expected 'warn', 0, 1 or NaN, or nothing for NaN with a warning.`,
  );
}
