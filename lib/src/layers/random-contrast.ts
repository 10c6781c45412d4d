import { tf } from '../engine/index.js';
import { type Factor, factorRange } from './factor.js';
import { RandomImageLayer, type RandomLayerOptions } from './image-layer.js';

/** What layers take that change the values of pixels. */
export interface PixelValueOptions extends RandomLayerOptions {
  /** Least and greatest value of a pixel, default [0, 255]; what goes beyond is cut off. */
  readonly valueRange?: readonly [number, number];
}

/** What a layer takes that changes contrast. */
export interface RandomContrastOptions extends PixelValueOptions {
  /** In [0, 1]: [a, b] multiplies the distance from the mean with 1 - a to 1 + b, f with 1 to 1 + f. */
  readonly factor: Factor;
}

/**
 * Changes the contrast of each image in training: the distance of each pixel from its channel's
 * mean.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomContrast`, draws included. As there, and not
 * as its documentation says, a single factor f never lessens the contrast; [f, f] does.
 */
export class RandomContrast extends RandomImageLayer {
  /** Name in a saved model. */
  static className = 'RandomContrast';
  private readonly factor: [number, number];
  private readonly valueRange: readonly [number, number];

  /**
   * @param options - factor, value range, seed and name
   * @throws ArgumentError when the factor is not in [0, 1]
   */
  constructor(options: RandomContrastOptions) {
    super(options);
    this.factor = factorRange(`${this.name}: factor`, options.factor, { low: 0, high: 1 });
    this.valueRange = options.valueRange ?? [0, 255];
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor, valueRange: [...this.valueRange] };
  }

  /**
   * Draws the changes and applies them.
   *
   * @internal
   */
  protected override change(images: tf.Tensor4D): tf.Tensor {
    const [lower, upper] = this.factor;
    const contrast = this.seedGenerator.uniform([images.shape[0], 1, 1, 1], 1 - lower, 1 + upper);
    const mean = tf.mean(tf.mean(images, 1, true), 2, true);
    const changed = tf.add(tf.mul(tf.sub(images, mean), contrast), mean);
    return tf.clipByValue(changed, ...this.valueRange);
  }
}

/**
 * Makes a layer that changes contrast in training; see {@link RandomContrast}.
 *
 * @param options - factor, value range, seed and name
 * @returns the layer
 * @throws ArgumentError when the factor is not in [0, 1]
 * @example
 * ```ts
 * const layer = randomContrast({ factor: [0.2, 0.2], valueRange: [0, 1], seed: 42 });
 * ```
 */
export function randomContrast(options: RandomContrastOptions): RandomContrast {
  return new RandomContrast(options);
}
