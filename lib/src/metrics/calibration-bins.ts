import { ArgumentError } from '../core/index.js';

/** How probabilities are put into bins: of equal width, or of equally many rows. */
export type BinStrategy = 'uniform' | 'quantile';

/** Refuses what is no number of bins, and no strategy. */
export function checkBins(nBins: number, strategy: BinStrategy): void {
  if (!Number.isSafeInteger(nBins) || nBins < 1 || nBins > 10_000) {
    throw new ArgumentError(
      `nBins is ${String(nBins)}, expected an integer from 1 to 10,000, such as 15.`,
    );
  }
  if (!['uniform', 'quantile'].includes(strategy)) {
    throw new ArgumentError(
      `strategy is ${JSON.stringify(strategy)}, expected 'uniform' (equal width) or 'quantile' (equally many rows).`,
    );
  }
}

/** The ends of bins of equal width over [0, 1], as NumPy's `linspace` gives them. */
export function equalWidthEdges(nBins: number): Float64Array {
  const edges = Float64Array.from({ length: nBins + 1 }, (_, i) => i * (1 / nBins));
  edges[nBins] = 1;
  return edges;
}

/** The bin of a probability: above the bin's lower end, up to its upper one; the first takes 0 too. */
export function binOf(probability: number, edges: Float64Array): number {
  let [low, high] = [1, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < probability) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
