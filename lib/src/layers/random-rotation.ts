import { tf } from '../engine/index.js';
import { type Factor, factorRange } from './factor.js';
import {
  affineMatrices,
  type ImageTransformOptions,
  RandomTransformLayer,
} from './image-transform.js';

/** What a layer takes that turns images. */
export interface RandomRotationOptions extends ImageTransformOptions {
  /** In full turns, in [-1, 1], counter-clockwise: 0.1 is from -36° to 36°, [0, 0.25] from 0° to 90°. */
  readonly factor: Factor;
}

/**
 * Turns each image about its centre in training.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomRotation`, draws included.
 */
export class RandomRotation extends RandomTransformLayer {
  /** Name in a saved model. */
  static className = 'RandomRotation';
  private readonly factor: [number, number];

  /**
   * @param options - factor, fill mode, interpolation, seed and name
   * @throws ArgumentError when the factor is not in [-1, 1]
   */
  constructor(options: RandomRotationOptions) {
    super(options);
    const bounds = { low: -1, high: 1 };
    this.factor = factorRange(`${this.name}: factor`, options.factor, bounds);
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor };
  }

  /**
   * Draws the matrices.
   *
   * @internal
   */
  protected override drawMatrix(rows: number, heightPx: number, widthPx: number): tf.Tensor2D {
    const [low, high] = this.factor;
    const degrees = this.seedGenerator.uniform([rows], low * 360, high * 360);
    const angle = tf.mul(degrees, Math.PI / 180);
    const [cos, sin] = [tf.cos(angle), tf.sin(angle)];
    const [x, y] = [(widthPx - 1) / 2, (heightPx - 1) / 2];
    const shiftX = tf.sub(tf.sub(x, tf.mul(x, cos)), tf.mul(y, tf.neg(sin)));
    const shiftY = tf.sub(tf.sub(y, tf.mul(x, sin)), tf.mul(y, cos));
    return affineMatrices([cos, tf.neg(sin), shiftX, sin, cos, shiftY], rows);
  }
}

/**
 * Makes a layer that turns images in training; see {@link RandomRotation}.
 *
 * @param options - factor, fill mode, interpolation, seed and name
 * @returns the layer
 * @throws ArgumentError when the factor is not in [-1, 1]
 * @example
 * ```ts
 * const layer = randomRotation({ factor: 0.1, fillMode: 'nearest', seed: 42 });
 * ```
 */
export function randomRotation(options: RandomRotationOptions): RandomRotation {
  return new RandomRotation(options);
}
