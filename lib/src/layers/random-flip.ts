import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { RandomImageLayer, type RandomLayerOptions } from './image-layer.js';

const FLIPPED_AXES = { horizontal: [2], vertical: [1], horizontal_and_vertical: [1, 2] };

/** What a layer takes that flips images. */
export interface RandomFlipOptions extends RandomLayerOptions {
  /** Which way, default `horizontal_and_vertical`. */
  readonly mode?: keyof typeof FLIPPED_AXES;
}

/**
 * Flips half of the images in training.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomFlip`, draws included. As there, an image is
 * flipped both ways or not at all where both are asked for.
 */
export class RandomFlip extends RandomImageLayer {
  /** Name in a saved model. */
  static className = 'RandomFlip';
  private readonly mode: keyof typeof FLIPPED_AXES;

  /**
   * @param options - mode, seed and name
   * @throws ArgumentError when the mode is not known
   */
  constructor(options: RandomFlipOptions = {}) {
    super(options);
    this.mode = options.mode ?? 'horizontal_and_vertical';
    if (this.mode in FLIPPED_AXES) return;
    throw new ArgumentError(
      `${this.name}: mode is ${JSON.stringify(this.mode)}, expected one of ${Object.keys(FLIPPED_AXES).join(', ')}.`,
    );
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), mode: this.mode };
  }

  /**
   * Draws the changes and applies them.
   *
   * @internal
   */
  protected override change(images: tf.Tensor4D): tf.Tensor {
    const drawn = this.seedGenerator.uniform([images.shape[0], 1, 1, 1]);
    const flipped = tf.reverse(images, FLIPPED_AXES[this.mode]);
    return tf.where(tf.lessEqual(drawn, 0.5), flipped, images);
  }
}

/**
 * Makes a layer that flips images in training; see {@link RandomFlip}.
 *
 * @param options - mode, seed and name
 * @returns the layer
 * @throws ArgumentError when the mode is not known
 * @example
 * ```ts
 * const layer = randomFlip({ mode: 'horizontal', seed: 42 });
 * ```
 */
export function randomFlip(options: RandomFlipOptions = {}): RandomFlip {
  return new RandomFlip(options);
}
