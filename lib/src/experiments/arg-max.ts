/**
 * The index of the largest value; the first of several, as NumPy's `argmax`.
 *
 * @param values - at least one number
 * @returns an index from 0
 */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}
