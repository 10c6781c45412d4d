import { tf } from '../engine/index.js';
import { type LayerOptions, onlyTensor } from './image-layer.js';

/** What a relu layer takes, named as in Keras. */
export interface ReLUOptions extends LayerOptions {
  /** Greatest output; none when absent. */
  readonly maxValue?: number | null;
  /** Slope below the threshold, default 0. */
  readonly negativeSlope?: number;
  /** What the input must exceed to pass, default 0. */
  readonly threshold?: number;
}

/**
 * Passes what is above a threshold.
 *
 * @remarks Source: Keras 3.15, `keras.layers.ReLU`. tfjs's own knows `maxValue` alone.
 */
export class ReLU extends tf.layers.Layer {
  /** Name in a saved model. */
  static className = 'ReLU';
  private readonly maxValue: number | null;
  private readonly negativeSlope: number;
  private readonly threshold: number;

  /**
   * @param options - greatest value, slope, threshold and name
   */
  constructor(options: ReLUOptions = {}) {
    super(options);
    this.supportsMasking = true;
    this.maxValue = options.maxValue ?? null;
    this.negativeSlope = options.negativeSlope ?? 0;
    this.threshold = options.threshold ?? 0;
  }

  /**
   * Applies the function.
   *
   * @param inputs - one tensor
   * @returns a tensor of the same shape
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = onlyTensor(inputs);
      const positive = this.positivePart(x);
      if (this.negativeSlope === 0) return positive;
      const negative = tf.relu(tf.sub(this.threshold, x));
      return tf.sub(positive, tf.mul(negative, this.negativeSlope));
    });
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const { maxValue, negativeSlope, threshold } = this;
    return { ...super.getConfig(), maxValue, negativeSlope, threshold };
  }

  private positivePart(x: tf.Tensor): tf.Tensor {
    const { maxValue, threshold } = this;
    if (threshold === 0 && maxValue === 6) return tf.relu6(x);
    const passed = threshold === 0 ? tf.relu(x) : tf.mul(x, tf.step(tf.sub(x, threshold)));
    return maxValue === null ? passed : tf.clipByValue(passed, 0, maxValue);
  }
}

/**
 * Makes a relu layer; see {@link ReLU}.
 *
 * @param options - greatest value, slope, threshold and name
 * @returns the layer
 * @example
 * ```ts
 * const relu6 = reLU({ maxValue: 6 });
 * ```
 */
export function reLU(options: ReLUOptions = {}): ReLU {
  return new ReLU(options);
}
