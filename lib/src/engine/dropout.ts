import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { dropElements } from './dropout-mask.js';
import { SeedGenerator } from './seed-generator.js';

/** What a dropout layer takes, named as in Keras. */
export interface DropoutOptions {
  /** Share of the inputs that are set to 0, in [0, 1). */
  readonly rate: number;
  /** Key of the random stream, an integer below 2⁵³; drawn at random when absent, as in Keras. */
  readonly seed?: number | null;
  /** One mask for several elements: not supported, and refused when a saved model has it. */
  readonly noiseShape?: readonly number[] | null;
  /** Name of the layer. */
  readonly name?: string;
}

/**
 * Dropout whose masks are a pure function of the seed and of how many were drawn before: the
 * masks that Keras's `Dropout` draws on TensorFlow with that seed.
 * In a saved model it is Keras's own `Dropout`, and such a model is loaded with it.
 *
 * @remarks tfjs's own layer draws one number at a time in JavaScript, and with a seed
 * gives the same mask at every step.
 */
export class Dropout extends tf.layers.Layer {
  /** Name in a saved model. */
  static className = 'Dropout';
  /** What the masks are drawn from. */
  readonly seedGenerator: SeedGenerator;
  private readonly rate: number;

  /**
   * @param options - rate, seed and name
   * @throws ArgumentError when the rate is not in [0, 1), the seed no integer, or a noise shape given
   */
  constructor(options: DropoutOptions) {
    super(options);
    checkNoiseShape(options.noiseShape);
    this.supportsMasking = true;
    this.rate = checkRate(options.rate);
    this.seedGenerator = new SeedGenerator(options.seed);
  }

  /**
   * Drops inputs in training; gives them unchanged at inference.
   *
   * @param inputs - one tensor of any shape
   * @param kwargs - `training`: whether to drop
   * @returns a tensor of the same shape
   */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (kwargs.training !== true || this.rate === 0) return input;
    return this.seedGenerator.next((state) => dropElements(input, state, this.rate));
  }

  /**
   * The shape that comes out: the one that goes in.
   *
   * @param inputShape - any shape
   * @returns the same shape
   */
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      rate: this.rate,
      noiseShape: null,
      seed: this.seedGenerator.seed,
    };
  }

  /** @inheritdoc */
  override dispose(): ReturnType<tf.layers.Layer['dispose']> {
    this.seedGenerator.dispose();
    return super.dispose();
  }
}

/**
 * Makes a dropout layer; see {@link Dropout}.
 *
 * @param options - rate, seed and name
 * @returns the layer
 * @throws ArgumentError when the rate is not in [0, 1), the seed no integer, or a noise shape given
 * @example
 * ```ts
 * const layer = dropout({ rate: 0.3, seed: 42 });
 * ```
 */
export function dropout(options: DropoutOptions): Dropout {
  return new Dropout(options);
}

function checkNoiseShape(noiseShape: readonly number[] | null | undefined): void {
  if (!noiseShape) return;
  throw new ArgumentError(
    `dropout: noiseShape is ${JSON.stringify(noiseShape)}, expected none: each element has its own mask.`,
  );
}

function checkRate(rate: number): number {
  if (rate >= 0 && rate < 1) return rate;
  throw new ArgumentError(`dropout: rate is ${String(rate)}, expected a number in [0, 1).`);
}
