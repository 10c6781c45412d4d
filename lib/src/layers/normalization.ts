import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { type LayerOptions, onlyTensor } from './image-layer.js';

// Keras's `backend.epsilon()`.
const LEAST_DEVIATION = 1e-7;

/** What a layer takes that normalises its input. */
export interface NormalizationOptions extends LayerOptions {
  /** Axes that have a mean each for their values, default -1; null or none for one mean of all. */
  readonly axis?: number | readonly number[] | null;
  /** Mean, one number or one for each value along the axes; learned by `adapt` when absent. */
  readonly mean?: number | readonly number[] | null;
  /** Variance, as `mean`. */
  readonly variance?: number | readonly number[] | null;
  /** Whether to undo the normalisation instead; default false. */
  readonly invert?: boolean;
}

type Weight = ReturnType<tf.layers.Layer['addWeight']>;

/**
 * Takes a mean away and divides by a standard deviation, given or learned from data.
 *
 * @remarks Source: Keras 3.15, `keras.layers.Normalization`; where they are learned, the layer has
 * Keras's weights `mean`, `variance` and `count`.
 */
export class Normalization extends tf.layers.Layer {
  /** Name in a saved model. */
  static className = 'Normalization';
  private readonly options: NormalizationOptions;
  private learned: [Weight, Weight] | undefined;

  /**
   * @param options - axis, mean, variance, invert and name
   * @throws ArgumentError when only one of mean and variance is given
   */
  constructor(options: NormalizationOptions = {}) {
    super(options);
    this.options = options;
    if ((options.mean ?? null) !== null && (options.variance ?? null) !== null) return;
    if ((options.mean ?? options.variance ?? null) === null) return;
    throw new ArgumentError(`${this.name}: expected both mean and variance, or neither.`);
  }

  /**
   * Makes the weights, where mean and variance are to be learned.
   *
   * @param inputShape - [rows, …]
   */
  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = this.keptAxes(inputShape.length).map((axis) => inputShape[axis] as number);
    if ((this.options.mean ?? null) === null) {
      const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
      this.learned = [
        this.addWeight('mean', shape, 'float32', zeros, undefined, false),
        this.addWeight('variance', shape, 'float32', ones, undefined, false),
      ];
      this.addWeight('count', [], 'int32', zeros, undefined, false);
    }
    super.build(inputShape);
  }

  /**
   * Learns mean and variance of data.
   *
   * @param data - all of it, [rows, …]
   * @throws ArgumentError when mean and variance were given
   */
  adapt(data: tf.Tensor): void {
    if (!this.built) this.build(data.shape);
    if (!this.learned) {
      throw new ArgumentError(
        `${this.name}: mean and variance were given, adapt has nothing to do.`,
      );
    }
    const [mean, variance] = this.learned;
    tf.tidy(() => {
      const kept = this.keptAxes(data.rank);
      const reduced = Array.from(data.shape.keys()).filter((axis) => !kept.includes(axis));
      const moments = tf.moments(tf.cast(data, 'float32'), reduced);
      mean.write(moments.mean);
      variance.write(moments.variance);
    });
  }

  /**
   * Normalises.
   *
   * @param inputs - one tensor
   * @returns float32 tensor of the same shape
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = tf.cast(onlyTensor(inputs), 'float32');
      const [mean, variance] = this.statistics(x);
      const deviation = tf.maximum(tf.sqrt(variance), LEAST_DEVIATION);
      return this.options.invert === true
        ? tf.add(tf.mul(x, deviation), mean)
        : tf.div(tf.sub(x, mean), deviation);
    });
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const { axis = -1, mean = null, variance = null, invert = false } = this.options;
    const config = { axis, mean, variance, invert } as tf.serialization.ConfigDict;
    return { ...super.getConfig(), ...config };
  }

  private keptAxes(rank: number): number[] {
    const { axis = -1 } = this.options;
    const axes = typeof axis === 'number' ? [axis] : (axis ?? []);
    return axes.map((kept) => (kept < 0 ? kept + rank : kept)).sort((a, b) => a - b);
  }

  private statistics(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
    const kept = this.keptAxes(x.rank);
    const shape = x.shape.map((length, axis) => (kept.includes(axis) ? length : 1));
    const given = (value: NormalizationOptions['mean']): tf.Tensor =>
      tf.tensor(typeof value === 'number' ? [value] : [...(value ?? [])]);
    const { mean, variance } = this.options;
    const values = this.learned
      ? this.learned.map((weight) => weight.read())
      : [given(mean), given(variance)];
    return values.map((value) => (value.size === 1 ? value : tf.reshape(value, shape))) as [
      tf.Tensor,
      tf.Tensor,
    ];
  }
}

/**
 * Makes a layer that normalises its input; see {@link Normalization}.
 *
 * @param options - axis, mean, variance, invert and name
 * @returns the layer
 * @throws ArgumentError when only one of mean and variance is given
 * @example
 * ```ts
 * const layer = normalization({ mean: [0.76, 0.55, 0.57], variance: [0.02, 0.02, 0.03] });
 * ```
 */
export function normalization(options: NormalizationOptions = {}): Normalization {
  return new Normalization(options);
}
