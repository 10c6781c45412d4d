import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import type { LayerOptions } from './image-layer.js';

/**
 * The difference of two inputs, which tfjs has no layer for.
 *
 * @remarks Source: Keras 3.15, `keras.layers.Subtract`.
 */
export class Subtract extends tf.layers.Layer {
  /** Name in a saved model. */
  static className = 'Subtract';

  /**
   * Checks the shapes.
   *
   * @param inputShape - of each input
   * @throws ArgumentError when there are not two, or they differ
   */
  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shapes = inputShape as tf.Shape[];
    if (shapes.length !== 2 || String(shapes[0]) !== String(shapes[1])) {
      throw new ArgumentError(
        `${this.name}: the inputs have the shapes ${JSON.stringify(shapes)}, expected two that are the same.`,
      );
    }
    super.build(inputShape);
  }

  /**
   * Subtracts.
   *
   * @param inputs - two tensors of one shape
   * @returns the first without the second
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [first, second] = inputs as [tf.Tensor, tf.Tensor];
    return tf.sub(first, second);
  }

  /**
   * The shape that comes out: that of either input.
   *
   * @param inputShape - two shapes
   * @returns the first
   */
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return inputShape[0] as tf.Shape;
  }
}

/**
 * Makes a layer that subtracts its second input from its first; see {@link Subtract}.
 *
 * @param options - name
 * @returns the layer
 * @example
 * ```ts
 * const layer = subtract();
 * ```
 */
export function subtract(options: LayerOptions = {}): Subtract {
  return new Subtract(options);
}
