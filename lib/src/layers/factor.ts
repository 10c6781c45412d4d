import { ArgumentError } from '../core/index.js';

/** How far a random layer goes: up to a number both ways, or between two. */
export type Factor = number | readonly [number, number];

/** Where a factor's ends may lie. */
export interface FactorBounds {
  /** The least. */
  readonly low: number;
  /** The greatest. */
  readonly high: number;
  /** Whether the least itself is refused; default false. */
  readonly lowExcluded?: boolean;
}

/**
 * The two ends that a factor stands for, as Keras reads it: f is from -f to f.
 *
 * @param name - of layer and option, for the error
 * @param factor - a number or two
 * @param bounds - where both ends may lie
 * @returns lower and upper end
 * @throws ArgumentError when an end lies outside
 */
export function factorRange(name: string, factor: Factor, bounds: FactorBounds): [number, number] {
  const ends = typeof factor === 'number' ? [factor] : factor;
  if (
    (ends.length !== 2 && typeof factor !== 'number') ||
    !ends.every((end) => isIn(end, bounds))
  ) {
    const { low, high, lowExcluded = false } = bounds;
    throw new ArgumentError(
      `${name} is ${JSON.stringify(factor)}, expected a number or two in ` +
        `${lowExcluded ? '(' : '['}${String(low)}, ${String(high)}].`,
    );
  }
  if (typeof factor !== 'number') return [Math.min(...factor), Math.max(...factor)];
  const size = Math.abs(factor);
  return [lowest(size, bounds), size];
}

// Where the low bound is 0, f is from 0 to f. `-0` would show in a saved file.
function lowest(size: number, { low }: FactorBounds): number {
  return size === 0 ? 0 : Math.max(-size, low);
}

function isIn(end: number, { low, high, lowExcluded = false }: FactorBounds): boolean {
  return end <= high && (lowExcluded ? end > low : end >= low);
}
