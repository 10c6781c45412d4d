import type { RandomState } from './random-state.js';

/**
 * Shares `nDraws` out over classes in proportion to their counts: whole parts first, then one
 * each to the largest remainders, ties broken at random (scikit-learn's `_approximate_mode`).
 */
export function approximateMode(
  counts: Int32Array,
  nDraws: number,
  random: RandomState,
): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = Float64Array.from(counts, (count) => (count / total) * nDraws);
  const drawn = Int32Array.from(shares, Math.floor);
  let missing = nDraws - drawn.reduce((sum, count) => sum + count, 0);
  for (const tied of byRemainder(shares)) {
    if (missing <= 0) {
      break;
    }
    const chosen = random.choice(tied.length, Math.min(tied.length, missing), { replace: false });
    for (const index of chosen) {
      const winner = tied[index]!;
      drawn[winner] = drawn[winner]! + 1;
    }
    missing -= chosen.length;
  }
  return drawn;
}

/** Class indices grouped by equal remainder, the largest first. */
function byRemainder(shares: Float64Array): number[][] {
  const groups = new Map<number, number[]>();
  shares.forEach((share, index) => {
    const remainder = share - Math.floor(share);
    groups.set(remainder, [...(groups.get(remainder) ?? []), index]);
  });
  return [...groups].sort(([a], [b]) => b - a).map(([, indices]) => indices);
}
