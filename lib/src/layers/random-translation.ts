import { tf } from '../engine/index.js';
import { type Factor, factorRange } from './factor.js';
import {
  affineMatrices,
  type ImageTransformOptions,
  RandomTransformLayer,
} from './image-transform.js';

const BOUNDS = { low: -1, high: 1 };

/** What a layer takes that shifts images. */
export interface RandomTranslationOptions extends ImageTransformOptions {
  /** Share of the height, in [-1, 1]: above 0 shifts down; 0.2 is from -0.2 to 0.2. */
  readonly heightFactor: Factor;
  /** Share of the width, in [-1, 1]: above 0 shifts to the right. */
  readonly widthFactor: Factor;
}

/**
 * Shifts each image in training.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomTranslation`, draws included.
 */
export class RandomTranslation extends RandomTransformLayer {
  /** Name in a saved model. */
  static className = 'RandomTranslation';
  private readonly heightFactor: Factor;
  private readonly widthFactor: Factor;

  /**
   * @param options - factors, fill mode, interpolation, seed and name
   * @throws ArgumentError when a factor is not in [-1, 1]
   */
  constructor(options: RandomTranslationOptions) {
    super(options);
    this.heightFactor = options.heightFactor;
    this.widthFactor = options.widthFactor;
    factorRange(`${this.name}: heightFactor`, this.heightFactor, BOUNDS);
    factorRange(`${this.name}: widthFactor`, this.widthFactor, BOUNDS);
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const { heightFactor, widthFactor } = this;
    const config = { heightFactor, widthFactor } as tf.serialization.ConfigDict;
    return { ...super.getConfig(), ...config };
  }

  /**
   * Draws the matrices.
   *
   * @internal
   */
  protected override drawMatrix(rows: number, heightPx: number, widthPx: number): tf.Tensor2D {
    const shiftY = this.drawShift(this.heightFactor, rows, heightPx);
    const shiftX = this.drawShift(this.widthFactor, rows, widthPx);
    return affineMatrices([1, 0, tf.neg(shiftX), 0, 1, tf.neg(shiftY)], rows);
  }

  private drawShift(factor: Factor, rows: number, lengthPx: number): tf.Tensor {
    const [low, high] = factorRange(this.name, factor, BOUNDS);
    return tf.mul(this.seedGenerator.uniform([rows], low, high), lengthPx);
  }
}

/**
 * Makes a layer that shifts images in training; see {@link RandomTranslation}.
 *
 * @param options - factors, fill mode, interpolation, seed and name
 * @returns the layer
 * @throws ArgumentError when a factor is not in [-1, 1]
 * @example
 * ```ts
 * const layer = randomTranslation({ heightFactor: 0.1, widthFactor: 0.1, seed: 42 });
 * ```
 */
export function randomTranslation(options: RandomTranslationOptions): RandomTranslation {
  return new RandomTranslation(options);
}
