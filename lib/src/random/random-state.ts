import type { IntegerSource } from '../core/index.js';
import { ArgumentError } from '../core/index.js';
import { checkCount, checkInteger, checkSeed } from './checks.js';
import { MersenneTwister } from './mersenne-twister.js';
import { preciseLog } from './precise-log.js';
import { rowNumbers } from './row-numbers.js';
import { sampleDistinct, sampleWithProbabilities } from './weighted-choice.js';

/** Everything a `RandomState` is at one moment; plain JSON, so that a run can go on from it. */
export interface RandomStateSnapshot {
  /** The generator that the words belong to. */
  readonly bitGenerator: 'MT19937';
  /** The 624 unsigned 32-bit words of the generator. */
  readonly key: readonly number[];
  /** Index of the next word, 0 to 624. */
  readonly position: number;
  /** The second normal number of the last pair if it is yet to be handed out, otherwise null. */
  readonly gauss: number | null;
}

/** How `RandomState.choice` draws. */
export interface ChoiceOptions {
  /** Whether a number may be drawn more than once, default true. */
  readonly replace?: boolean;
  /** Probability of each number, non-negative, summing to 1; default all alike. */
  readonly p?: ArrayLike<number>;
}

/** A generator to draw from, or the seed of a fresh one. */
export type Seed = number | readonly number[] | RandomState;

/**
 * A seeded source of random numbers that gives the very numbers that NumPy's
 * `numpy.random.RandomState` gives for the same seed.
 *
 * @remarks Source: NumPy 2.4.6, legacy MT19937 streams, which NumPy has frozen. Integers,
 * `randomSample` and `uniform` are bit-exact; see `normal` for its logarithm.
 * @example
 * ```ts
 * const random = new RandomState(42);
 * random.permutation(5); // Int32Array [1, 4, 2, 0, 3]
 * ```
 */
export class RandomState implements IntegerSource {
  #bits: MersenneTwister;
  #gauss: number | null = null;

  /**
   * @param seed - an integer in [0, 2³² - 1], or a non-empty array of them
   * @throws ArgumentError if a seed is no such integer
   */
  constructor(seed: number | readonly number[]) {
    checkSeed(seed);
    this.#bits =
      typeof seed === 'number'
        ? MersenneTwister.fromSeed(seed)
        : MersenneTwister.fromSeedArray(seed);
  }

  /**
   * Goes on from a state that `getState` took, also after a way through JSON.
   *
   * @param state - the snapshot
   * @returns a generator that draws what the original would have drawn next
   * @throws ArgumentError if the snapshot is none
   */
  static fromState(state: RandomStateSnapshot): RandomState {
    checkSnapshot(state);
    const random = new RandomState(0);
    random.#bits = new MersenneTwister(Uint32Array.from(state.key), state.position);
    random.#gauss = state.gauss;
    return random;
  }

  /**
   * Takes a snapshot of the generator.
   *
   * @returns plain JSON; later draws do not change it
   */
  getState(): RandomStateSnapshot {
    const { key, position } = this.#bits;
    return { bitGenerator: 'MT19937', key: [...key], position, gauss: this.#gauss };
  }

  /**
   * Draws doubles from [0, 1).
   *
   * @param size - how many
   * @returns shape (size)
   */
  randomSample(size: number): Float64Array {
    return this.#doubles(size, () => this.#bits.nextDouble());
  }

  /**
   * Draws doubles from [low, high).
   *
   * @param low - lower bound, inclusive
   * @param high - upper bound, exclusive up to rounding
   * @param size - how many
   * @returns shape (size)
   */
  uniform(low: number, high: number, size: number): Float64Array {
    const range = high - low;
    return this.#doubles(size, () => low + range * this.#bits.nextDouble());
  }

  /**
   * Draws from the normal distribution, by the polar method in pairs, as NumPy does.
   *
   * @param loc - mean
   * @param scale - standard deviation, at least 0
   * @param size - how many
   * @returns shape (size)
   * @throws ArgumentError if `scale` is negative
   * @remarks NumPy's own numbers hang in the last bit on the C library and CPU. Ours are the same
   * everywhere, and of a million equal NumPy's on x86-64 with glibc 2.36 but for 359, which are
   * within 4.5e-16 of them (relative).
   */
  normal(loc: number, scale: number, size: number): Float64Array {
    if (!(scale >= 0)) {
      throw new ArgumentError(`scale: expected at least 0, received ${String(scale)}`);
    }
    return this.#doubles(size, () => loc + scale * this.#nextGauss());
  }

  /**
   * Draws integers from [low, high).
   *
   * @param low - smallest value, inclusive, at least -2³¹
   * @param high - upper bound, exclusive, at most 2³¹
   * @param size - how many
   * @returns shape (size)
   * @throws ArgumentError if the range is empty or leaves 32 bits
   */
  randint(low: number, high: number, size: number): Int32Array {
    checkInteger('low', low, -(2 ** 31), 2 ** 31 - 1);
    checkInteger('high', high, low + 1, 2 ** 31);
    checkCount('size', size);
    const max = high - 1 - low;
    const drawn = new Int32Array(size);
    this.#bits.fillUpTo(drawn, low, max);
    return drawn;
  }

  /**
   * Shuffles an array in place (Fisher and Yates, from the end).
   *
   * @param values - the array, changed
   */
  shuffle(values: unknown[] | Int32Array | Uint8Array | Float32Array | Float64Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const other = this.#bits.nextUpTo(last);
      const kept = values[last];
      values[last] = values[other];
      values[other] = kept;
    }
  }

  /**
   * Shuffles the numbers 0 to n - 1, or a copy of an array.
   *
   * @param values - how many numbers, or 32-bit integers to copy
   * @returns the shuffled numbers
   */
  permutation(values: number | ArrayLike<number>): Int32Array {
    const shuffled = typeof values === 'number' ? checkedRange(values) : Int32Array.from(values);
    this.shuffle(shuffled);
    return shuffled;
  }

  /**
   * Draws numbers from 0 to n - 1.
   *
   * @param n - how many numbers there are to draw from
   * @param size - how many to draw
   * @param options - with or without replacement, and the probabilities
   * @returns shape (size)
   * @throws ArgumentError if there is nothing to draw from, too few numbers to draw without
   * replacement, or `p` is no distribution over them
   */
  choice(n: number, size: number, options: ChoiceOptions = {}): Int32Array {
    const { replace = true, p } = options;
    checkCount('n', n);
    checkCount('size', size);
    if (n === 0 && size > 0) {
      throw new ArgumentError(`n: expected at least 1 to draw ${size} from, received 0`);
    }
    if (!replace && size > n) {
      throw new ArgumentError(
        `size: expected at most n=${n} without replacement, received ${size}`,
      );
    }
    if (p !== undefined) {
      return replace ? sampleWithProbabilities(this, n, size, p) : sampleDistinct(this, n, size, p);
    }
    if (!replace) {
      return this.permutation(n).slice(0, size);
    }
    return size === 0 ? new Int32Array(0) : this.randint(0, n, size);
  }

  #doubles(size: number, next: () => number): Float64Array {
    checkCount('size', size);
    const drawn = new Float64Array(size);
    for (let index = 0; index < size; index++) {
      drawn[index] = next();
    }
    return drawn;
  }

  #nextGauss(): number {
    const kept = this.#gauss;
    if (kept !== null) {
      this.#gauss = null;
      return kept;
    }
    let x: number, y: number, squared: number;
    do {
      x = 2 * this.#bits.nextDouble() - 1;
      y = 2 * this.#bits.nextDouble() - 1;
      squared = x * x + y * y;
    } while (squared >= 1 || squared === 0);
    const factor = Math.sqrt((-2 * preciseLog(squared)) / squared);
    this.#gauss = factor * x;
    return factor * y;
  }
}

/**
 * Makes a generator of a seed; one that is a generator already is handed back, and draws on.
 *
 * @param seed - a seed or a generator
 * @returns the generator
 */
export function asRandomState(seed: Seed): RandomState {
  return seed instanceof RandomState ? seed : new RandomState(seed);
}

function checkedRange(size: number): Int32Array {
  checkCount('n', size);
  return rowNumbers(size);
}

function checkSnapshot(state: RandomStateSnapshot): void {
  const generator: string = state.bitGenerator;
  if (generator !== 'MT19937') {
    throw new ArgumentError(`state.bitGenerator: expected MT19937, received ${generator}`);
  }
  if (state.key.length !== 624) {
    throw new ArgumentError(`state.key: expected 624 words, received ${state.key.length}`);
  }
  for (const word of state.key) {
    checkInteger('state.key', word, 0, 2 ** 32 - 1);
  }
  checkInteger('state.position', state.position, 0, 624);
  if (state.gauss !== null && !Number.isFinite(state.gauss)) {
    throw new ArgumentError(
      `state.gauss: expected a finite number or null, received ${String(state.gauss)}`,
    );
  }
}
