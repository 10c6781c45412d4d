import { tf } from '../engine/index.js';
import { type Factor, factorRange } from './factor.js';
import { RandomImageLayer } from './image-layer.js';
import type { PixelValueOptions } from './random-contrast.js';

/** What a layer takes that changes brightness. */
export interface RandomBrightnessOptions extends PixelValueOptions {
  /** Share of the value range that is added, in [-1, 1]: 0.2 is from -0.2 to 0.2. */
  readonly factor: Factor;
}

/**
 * Makes each image brighter or darker in training.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomBrightness`, draws included.
 */
export class RandomBrightness extends RandomImageLayer {
  /** Name in a saved model. */
  static className = 'RandomBrightness';
  private readonly factor: [number, number];
  private readonly valueRange: [number, number];

  /**
   * @param options - factor, value range, seed and name
   * @throws ArgumentError when the factor is not in [-1, 1]
   */
  constructor(options: RandomBrightnessOptions) {
    super(options);
    this.factor = factorRange(`${this.name}: factor`, options.factor, { low: -1, high: 1 });
    const [one, other] = options.valueRange ?? [0, 255];
    this.valueRange = [Math.min(one, other), Math.max(one, other)];
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor, valueRange: this.valueRange };
  }

  /**
   * Draws the changes and applies them.
   *
   * @internal
   */
  protected override change(images: tf.Tensor4D): tf.Tensor {
    const [low, high] = this.valueRange;
    const share = this.seedGenerator.uniform([images.shape[0], 1, 1, 1], ...this.factor);
    return tf.clipByValue(tf.add(images, tf.mul(share, high - low)), low, high);
  }
}

/**
 * Makes a layer that changes brightness in training; see {@link RandomBrightness}.
 *
 * @param options - factor, value range, seed and name
 * @returns the layer
 * @throws ArgumentError when the factor is not in [-1, 1]
 * @example
 * ```ts
 * const layer = randomBrightness({ factor: 0.2, valueRange: [0, 1], seed: 42 });
 * ```
 */
export function randomBrightness(options: RandomBrightnessOptions): RandomBrightness {
  return new RandomBrightness(options);
}
