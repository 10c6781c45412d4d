import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { statelessUniform } from '../random/index.js';
import { isTensorFlowActive, tensorFlowBackend, typeAttribute } from './tensorflow-binding.js';

const MAX_STREAM = 2 ** 31 - 2;

/**
 * What a seeded layer draws from: a seed and how many draws were done before. Each draw is a pure
 * function of the two, and Keras's own: those of its `SeedGenerator` on TensorFlow.
 *
 * @remarks Source: Keras 3.15, `keras.random.SeedGenerator`.
 */
export class SeedGenerator {
  private current: number;
  private readonly state: tf.Variable<tf.Rank.R1>;

  /**
   * @param seed - an integer below 2⁵³; drawn at random when absent, as in Keras
   * @throws ArgumentError when the seed is no integer
   */
  constructor(seed?: number | null) {
    this.current = checkSeed(seed ?? Math.floor(Math.random() * MAX_STREAM));
    this.state = tf.tidy(() => tf.variable(stateOf(this.current, 0), false));
  }

  /** The seed, an integer below 2⁵³. */
  get seed(): number {
    return this.current;
  }

  /**
   * Goes to a place in the stream of a seed, as a saved model has it.
   *
   * @param seed - an integer below 2⁵³
   * @param draws - at least 0
   * @throws ArgumentError when the seed is no integer
   */
  moveTo(seed: number, draws: number): void {
    this.current = checkSeed(seed);
    this.draws = draws;
  }

  /** How many draws were done so far; set it to go on from a checkpoint. */
  get draws(): number {
    return this.state.dataSync()[1]!;
  }

  /**
   * Goes to a position in the stream.
   *
   * @param count - at least 0
   */
  set draws(count: number) {
    tf.tidy(() => {
      this.state.assign(stateOf(this.seed, count));
    });
  }

  /**
   * Does one draw with a function of stream and position.
   *
   * @param draw - takes an int32 tensor of two elements
   * @returns what `draw` gives
   */
  next<T>(draw: (state: tf.Tensor1D) => T): T {
    const drawn = draw(this.state);
    tf.tidy(() => {
      this.state.assign(tf.add(this.state, tf.tensor1d([0, 1], 'int32')));
    });
    return drawn;
  }

  /**
   * Draws uniform numbers, in float32 as Keras computes them.
   *
   * @param shape - of the result
   * @param low - least value
   * @param high - greatest value, never reached unless it is `low`
   * @returns the numbers; the caller disposes them
   */
  uniform(shape: number[], low = 0, high = 1): tf.Tensor {
    return tf.tidy(() => {
      const numbers = this.next((state) => randomUniform(shape, state));
      // In float32, as Keras has it: both bounds are rounded before they are subtracted.
      const range = Math.fround(high) - Math.fround(low);
      return tf.add(tf.mul(numbers, range), low);
    });
  }

  /** Frees the state. */
  dispose(): void {
    if (!this.state.isDisposed) this.state.dispose();
  }
}

/**
 * TensorFlow's stateless uniform numbers, the same on CPU, on GPU and in JavaScript.
 *
 * @param shape - of the result
 * @param seed - int32 tensor of two elements
 * @returns float32 in [0, 1); the caller disposes it
 */
export function randomUniform(shape: number[], seed: tf.Tensor1D): tf.Tensor {
  if (!isTensorFlowActive()) {
    const [stream, position] = seed.dataSync();
    return tf.tensor(statelessUniform(tf.util.sizeFromShape(shape), [stream!, position!]), shape);
  }
  const backend = tensorFlowBackend();
  const { TF_FLOAT, TF_INT32 } = backend.binding;
  return backend.executeSingleOutput(
    'StatelessRandomUniform',
    [
      typeAttribute('dtype', TF_FLOAT),
      typeAttribute('T', TF_INT32),
      typeAttribute('Tseed', TF_INT32),
    ],
    [tf.tensor1d(shape, 'int32'), seed],
  );
}

function checkSeed(seed: number): number {
  if (Number.isSafeInteger(seed)) return seed;
  throw new ArgumentError(`seed is ${String(seed)}, expected an integer below 2⁵³.`);
}

// Keras's way from a seed of 64 bits to TensorFlow's of 32.
function stateOf(seed: number, draws: number): tf.Tensor1D {
  const stream = ((seed % MAX_STREAM) + MAX_STREAM) % MAX_STREAM;
  return tf.tensor1d([stream, draws], 'int32');
}
