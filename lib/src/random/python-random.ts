import { checkInteger, checkSeed } from './checks.js';
import { MersenneTwister } from './mersenne-twister.js';

const MAX_INTEGER = 2 ** 31 - 1;

/**
 * Python's own `random.Random`: the very integers that it gives for the same seed.
 *
 * @remarks Source: CPython 3.11; the generator has been the same since Python 3.2.
 * @example
 * ```ts
 * new PythonRandom(42).randint(1, 1_000_000_000); // => 686579304
 * ```
 */
export class PythonRandom {
  readonly #bits: MersenneTwister;

  /**
   * @param seed - an integer in [0, 2³² - 1]
   * @throws ArgumentError if it is none
   */
  constructor(seed: number) {
    checkSeed(seed);
    this.#bits = MersenneTwister.fromSeedArray([seed]);
  }

  /**
   * Draws an integer from [low, high], both inclusive.
   *
   * @param low - smallest value, at least 0
   * @param high - largest value, at most 2³¹ - 1
   * @returns the integer
   * @throws ArgumentError if the range is empty or leaves 31 bits
   */
  randint(low: number, high: number): number {
    checkInteger('low', low, 0, MAX_INTEGER);
    checkInteger('high', high, low, MAX_INTEGER);
    const count = high - low + 1;
    // As many upper bits of a word as `count` has, until they are below it.
    const unused = Math.clz32(count);
    let value = this.#bits.nextUint32() >>> unused;
    while (value >= count) value = this.#bits.nextUint32() >>> unused;
    return low + value;
  }
}
