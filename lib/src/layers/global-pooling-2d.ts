import { tf } from '../engine/index.js';
import { checkDataFormat, type LayerOptions, onlyTensor } from './image-layer.js';

/** What a layer takes that makes one value of each channel. */
export interface GlobalPooling2DOptions extends LayerOptions {
  /** Keep height and width as axes of length 1; default false. */
  readonly keepdims?: boolean;
  /** Only `channelsLast` is supported. */
  readonly dataFormat?: 'channelsLast' | null;
}

/** What the two kinds have in common. */
abstract class GlobalPooling2D extends tf.layers.Layer {
  private readonly keepdims: boolean;

  /**
   * @param options - whether to keep the axes, and name
   * @throws ArgumentError when the channels are not last
   */
  constructor(options: GlobalPooling2DOptions = {}) {
    super(options);
    checkDataFormat(this.name, options.dataFormat);
    this.keepdims = options.keepdims ?? false;
  }

  /**
   * Pools.
   *
   * @param inputs - one tensor, [rows, height, width, channels]
   * @returns [rows, channels], or [rows, 1, 1, channels]
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.pool(onlyTensor(inputs), this.keepdims));
  }

  /**
   * The shape that comes out.
   *
   * @param inputShape - [rows, height, width, channels]
   * @returns [rows, channels], or [rows, 1, 1, channels]
   */
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [rows, , , channels] = inputShape as tf.Shape;
    return this.keepdims ? [rows!, 1, 1, channels!] : [rows!, channels!];
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), dataFormat: 'channelsLast', keepdims: this.keepdims };
  }

  /**
   * Makes one value of each channel.
   *
   * @param x - [rows, height, width, channels]
   * @param keepdims - whether to keep the axes
   * @returns the values
   */
  protected abstract pool(x: tf.Tensor, keepdims: boolean): tf.Tensor;
}

/**
 * The mean of each channel.
 *
 * @remarks Source: Keras 3.15, `keras.layers.GlobalAveragePooling2D`; tfjs's own has no `keepdims`.
 */
export class GlobalAveragePooling2D extends GlobalPooling2D {
  /** Name in a saved model. */
  static className = 'GlobalAveragePooling2D';

  /**
   * Makes one value of each channel.
   *
   * @internal
   */
  protected override pool(x: tf.Tensor, keepdims: boolean): tf.Tensor {
    return tf.mean(x, [1, 2], keepdims);
  }
}

/**
 * The greatest value of each channel.
 *
 * @remarks Source: Keras 3.15, `keras.layers.GlobalMaxPooling2D`; tfjs's own has no `keepdims`.
 */
export class GlobalMaxPooling2D extends GlobalPooling2D {
  /** Name in a saved model. */
  static className = 'GlobalMaxPooling2D';

  /**
   * Makes one value of each channel.
   *
   * @internal
   */
  protected override pool(x: tf.Tensor, keepdims: boolean): tf.Tensor {
    return tf.max(x, [1, 2], keepdims);
  }
}

/**
 * Makes a layer that takes each channel's mean; see {@link GlobalAveragePooling2D}.
 *
 * @param options - whether to keep the axes, and name
 * @returns the layer
 * @throws ArgumentError when the channels are not last
 * @example
 * ```ts
 * const layer = globalAveragePooling2d({ keepdims: true });
 * ```
 */
export function globalAveragePooling2d(
  options: GlobalPooling2DOptions = {},
): GlobalAveragePooling2D {
  return new GlobalAveragePooling2D(options);
}

/**
 * Makes a layer that takes each channel's greatest value; see {@link GlobalMaxPooling2D}.
 *
 * @param options - whether to keep the axes, and name
 * @returns the layer
 * @throws ArgumentError when the channels are not last
 * @example
 * ```ts
 * const layer = globalMaxPooling2d({ keepdims: true });
 * ```
 */
export function globalMaxPooling2d(options: GlobalPooling2DOptions = {}): GlobalMaxPooling2D {
  return new GlobalMaxPooling2D(options);
}
