import { ArgumentError } from '../core/index.js';
import type { RandomState } from '../random/index.js';

/** Numbers to draw from, as plain data that a file can hold. */
export interface Distribution {
  /** How they are spread. */
  readonly distribution: 'uniform' | 'loguniform' | 'randint';
  /** Lower bound, inclusive. */
  readonly low: number;
  /** Upper bound, exclusive. */
  readonly high: number;
}

/**
 * Numbers between two bounds, all as likely.
 *
 * @param low - lower bound
 * @param high - upper bound, above it
 * @returns the distribution
 * @throws ArgumentError for bounds that are none
 * @remarks SciPy's `uniform(loc=low, scale=high - low)`.
 */
export function uniform(low: number, high: number): Distribution {
  return checkDistribution({ distribution: 'uniform', low, high });
}

/**
 * Numbers between two bounds whose logarithms are all as likely, such as learning rates.
 *
 * @param low - lower bound, above 0
 * @param high - upper bound, above it
 * @returns the distribution
 * @throws ArgumentError for bounds that are none
 * @remarks SciPy's `loguniform(low, high)`.
 */
export function loguniform(low: number, high: number): Distribution {
  return checkDistribution({ distribution: 'loguniform', low, high });
}

/**
 * Whole numbers from `low` up to, and without, `high`.
 *
 * @param low - smallest
 * @param high - one more than the largest
 * @returns the distribution
 * @throws ArgumentError for bounds that are none
 * @remarks SciPy's `randint(low, high)`.
 */
export function randint(low: number, high: number): Distribution {
  return checkDistribution({ distribution: 'randint', low, high });
}

/**
 * Draws one number.
 *
 * @param distribution - to draw from
 * @param random - drawn from, once
 * @returns the number
 * @remarks As `rvs` of SciPy 1.17.1 draws from a `RandomState`; `loguniform` within 1e-15 (relative),
 * since `exp` and `log` hang in their last bit on the C library.
 */
export function drawFrom({ distribution, low, high }: Distribution, random: RandomState): number {
  if (distribution === 'randint') return random.randint(low, high, 1)[0]!;
  const [share] = random.uniform(0, 1, 1) as unknown as [number];
  if (distribution === 'uniform') return share * (high - low) + low;
  const start = Math.log(low);
  return Math.exp(start + share * (Math.log(high) - start));
}

/**
 * Checks a distribution that a file or command line has brought.
 *
 * @param distribution - to check
 * @returns the same
 * @throws ArgumentError for a name or bounds that are none
 */
export function checkDistribution(distribution: Distribution): Distribution {
  const { distribution: name, low, high } = distribution;
  const received = `${name}(${String(low)}, ${String(high)})`;
  if (!Object.hasOwn(EXPECTED, name)) {
    throw new ArgumentError(
      `distribution: expected uniform, loguniform or randint, received ${received}`,
    );
  }
  const { text, fits } = EXPECTED[name];
  if (Number.isFinite(low) && Number.isFinite(high) && low < high && fits(low, high)) {
    return distribution;
  }
  throw new ArgumentError(`${name}: expected ${text}, received ${received}`);
}

const EXPECTED = {
  uniform: { text: 'low < high', fits: () => true },
  loguniform: { text: '0 < low < high', fits: (low: number) => low > 0 },
  randint: {
    text: 'whole numbers low < high',
    fits: (low: number, high: number) => Number.isInteger(low) && Number.isInteger(high),
  },
} as const satisfies Record<
  Distribution['distribution'],
  { readonly text: string; readonly fits: (low: number, high: number) => boolean }
>;
