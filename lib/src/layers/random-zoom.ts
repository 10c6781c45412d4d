import { tf } from '../engine/index.js';
import { type Factor, factorRange } from './factor.js';
import {
  affineMatrices,
  type ImageTransformOptions,
  RandomTransformLayer,
} from './image-transform.js';

const BOUNDS = { low: -1, high: 1, lowExcluded: true };

/** What a layer takes that zooms images. */
export interface RandomZoomOptions extends ImageTransformOptions {
  /** Share of the height, in (-1, 1]: above 0 zooms out, below 0 in; 0.2 is from -0.2 to 0.2. */
  readonly heightFactor: Factor;
  /** Share of the width; the height's draw when absent, which keeps the proportions. */
  readonly widthFactor?: Factor | null;
}

/**
 * Zooms each image about its centre in training.
 *
 * @remarks Source: Keras 3.15, `keras.layers.RandomZoom`, draws included.
 */
export class RandomZoom extends RandomTransformLayer {
  /** Name in a saved model. */
  static className = 'RandomZoom';
  private readonly heightFactor: Factor;
  private readonly widthFactor: Factor | null;

  /**
   * @param options - factors, fill mode, interpolation, seed and name
   * @throws ArgumentError when a factor is not in (-1, 1]
   */
  constructor(options: RandomZoomOptions) {
    super(options);
    this.heightFactor = options.heightFactor;
    this.widthFactor = options.widthFactor ?? null;
    factorRange(`${this.name}: heightFactor`, this.heightFactor, BOUNDS);
    factorRange(`${this.name}: widthFactor`, this.widthFactor ?? 0, BOUNDS);
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
    const zoomY = this.drawZoom(this.heightFactor, rows);
    const zoomX = this.widthFactor === null ? zoomY : this.drawZoom(this.widthFactor, rows);
    const shiftX = tf.mul((widthPx - 1) / 2, tf.sub(1, zoomX));
    const shiftY = tf.mul((heightPx - 1) / 2, tf.sub(1, zoomY));
    return affineMatrices([zoomX, 0, shiftX, 0, zoomY, shiftY], rows);
  }

  private drawZoom(factor: Factor, rows: number): tf.Tensor {
    const [low, high] = factorRange(this.name, factor, BOUNDS);
    return this.seedGenerator.uniform([rows], 1 + low, 1 + high);
  }
}

/**
 * Makes a layer that zooms images in training; see {@link RandomZoom}.
 *
 * @param options - factors, fill mode, interpolation, seed and name
 * @returns the layer
 * @throws ArgumentError when a factor is not in (-1, 1]
 * @example
 * ```ts
 * const layer = randomZoom({ heightFactor: [-0.2, 0], seed: 42 });
 * ```
 */
export function randomZoom(options: RandomZoomOptions): RandomZoom {
  return new RandomZoom(options);
}
