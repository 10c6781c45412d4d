import { checkCount, checkSeed } from './checks.js';
import { philoxWords } from './philox.js';
import { rowNumbers } from './row-numbers.js';

const MAX_INTEGER = 2 ** 31 - 1;

/**
 * The order in which Keras's `fit` takes the rows of arrays with `shuffle=True`, after
 * `keras.utils.set_random_seed`. It is the same in every epoch: each begins TensorFlow's
 * shuffle anew, with the same seed.
 *
 * @param nRows - number of training rows
 * @param seed - what `set_random_seed` was given, an integer in [0, 2³² - 1]
 * @returns row numbers in order
 * @throws ArgumentError if the seed is no such integer
 * @remarks Source: Keras 3.15 on TensorFlow 2.21, `tf.random.shuffle` inside `tf.data`.
 * @example
 * ```ts
 * kerasRowOrder(5, 42)[0]; // => 3
 * ```
 */
export function kerasRowOrder(nRows: number, seed: number): Int32Array {
  checkCount('nRows', nRows);
  checkSeed(seed);
  const rows = rowNumbers(nRows);
  const key = seed % MAX_INTEGER;
  // TensorFlow takes (0, 0) for "no seed".
  const words = philoxWords(Math.max(nRows - 1, 0), [key, 0], [0, 0, key ? 0 : MAX_INTEGER, 0]);
  words.forEach((word, i) => {
    const other = i + (word % (nRows - i));
    [rows[i], rows[other]] = [rows[other]!, rows[i]!];
  });
  return rows;
}
