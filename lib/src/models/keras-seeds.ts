import { tf } from '../engine/index.js';
import { PythonRandom, statelessUniform } from '../random/index.js';

const MAX_LAYER_SEED = 1e9;

/**
 * The seeds that Keras gives to layers without one, in the order in which the layers are
 * made: one for each kernel's initialiser and one for each dropout.
 *
 * @param seed - what `keras.utils.set_random_seed` was given
 * @returns gives the next seed at each call
 */
export function kerasSeeds(seed: number): () => number {
  const random = new PythonRandom(seed);
  return () => random.randint(1, MAX_LAYER_SEED);
}

/**
 * Keras's default initialiser of kernels, drawing Keras's numbers bit for bit. In a saved
 * model it is the one of every Keras.
 *
 * @param seed - the initialiser's own seed, a positive 31-bit integer
 * @returns the initialiser
 */
export function glorotUniform(seed: number): ReturnType<typeof tf.initializers.glorotUniform> {
  const initializer = tf.initializers.glorotUniform({ seed });
  initializer.apply = (shape) =>
    tf.tensor(glorotValues(shape as number[], seed), shape as number[]);
  return initializer;
}

function glorotValues(shape: readonly number[], seed: number): Float32Array {
  const [fanIn, fanOut, field] = fans(shape);
  const limit = Math.sqrt(3 / Math.max(1, ((fanIn + fanOut) * field) / 2));
  const low = Math.fround(-limit);
  const range = Math.fround(Math.fround(limit) - low);
  const values = statelessUniform(fanIn * fanOut * field, [seed, 0]);
  for (const [i, value] of values.entries()) values[i] = Math.fround(value * range) + low;
  return values;
}

// A kernel's last axes are inputs and outputs, those before them its window.
function fans(shape: readonly number[]): [number, number, number] {
  const [fanIn, fanOut] = shape.slice(-2) as [number, number];
  return [fanIn, fanOut, shape.slice(0, -2).reduce((product, length) => product * length, 1)];
}
