/** A value with its confidence interval. */
export interface Interval {
  /** The value itself, on all rows. */
  readonly value: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}
