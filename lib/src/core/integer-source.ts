/** Anything that draws uniform integers; `RandomState` of the `random` room is one. */
export interface IntegerSource {
  /**
   * Draws `size` integers from [low, high).
   *
   * @param low - smallest value, inclusive
   * @param high - upper bound, exclusive
   * @param size - how many to draw
   */
  randint(low: number, high: number, size: number): Int32Array;
}
