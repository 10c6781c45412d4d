/**
 * The value below which a share `q` of the sorted values lies, interpolated
 * linearly between neighbours as NumPy's `quantile` does by default.
 *
 * @param sorted - at least one value, ascending
 * @param q - a share in [0, 1]
 */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.min(Math.floor(position), sorted.length - 1);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const share = position - below;
  // From whichever end is nearer, so that equal neighbours give exactly their value.
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}
