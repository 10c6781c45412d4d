import { type PhiloxCounter, type PhiloxKey, philoxWords } from './philox.js';

// The key with which TensorFlow scrambles a stateless seed into key and counter.
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const;
const MANTISSA = 2 ** 23;

/**
 * The numbers of TensorFlow's `tf.random.stateless_uniform` in float32, bit for bit: with
 * them Keras draws initial weights and dropout masks.
 *
 * @param size - how many, at least 0
 * @param seed - two 32-bit integers
 * @returns multiples of 2⁻²³ in [0, 1)
 * @remarks Source: TensorFlow 2.21, its Philox generator.
 * @example
 * ```ts
 * statelessUniform(2, [42, 0])[0]; // => 0.2824
 * ```
 */
export function statelessUniform(size: number, seed: readonly [number, number]): Float32Array {
  const words = philoxWords(size, ...scrambleSeed(seed));
  // In place: a dense layer takes millions.
  const numbers = new Float32Array(words.buffer);
  for (let i = 0; i < size; i++) numbers[i] = (words[i]! & (MANTISSA - 1)) / MANTISSA;
  return numbers;
}

// TensorFlow widens each 32-bit seed to 64 bits with its sign.
function scrambleSeed([first, second]: readonly [number, number]): [PhiloxKey, PhiloxCounter] {
  const high = (value: number): number => ((value | 0) < 0 ? -1 : 0);
  const mixed = philoxWords(4, SCRAMBLE_KEY, [first, high(first), second, high(second)]);
  return [
    [mixed[0]!, mixed[1]!],
    [0, 0, mixed[2]!, mixed[3]!],
  ];
}
