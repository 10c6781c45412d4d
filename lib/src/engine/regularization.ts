import type * as tf from '@tensorflow/tfjs';

/** A layer, recurrent cell or model that knows its penalties, as tfjs has it. */
interface Regularized {
  readonly trainable: boolean;
  readonly losses: readonly (() => tf.Scalar)[];
  /** A model's. */
  readonly layers?: readonly Regularized[];
  /** A recurrent layer's. */
  readonly cell?: Regularized;
  /** A stack of cells'. */
  readonly cells?: readonly Regularized[];
  /** A wrapper's. */
  readonly layer?: Regularized;
  /** A bidirectional layer's. */
  readonly forwardLayer?: Regularized;
  /** A bidirectional layer's. */
  readonly backwardLayer?: Regularized;
}

/**
 * The penalties of the weights that are trained, as Keras 3 counts them: none for a frozen layer,
 * and one for a layer that is used twice. tfjs leaves out those of recurrent layers.
 *
 * @param layers - of the model
 * @returns a scalar for each regularised weight
 */
export function regularizationPenalties(layers: readonly tf.layers.Layer[]): tf.Scalar[] {
  return (layers as unknown as Regularized[]).flatMap(penalties);
}

function penalties(layer: Regularized): tf.Scalar[] {
  if (!layer.trainable) return [];
  const inner = innerLayers(layer);
  return inner.length > 0 ? inner.flatMap(penalties) : layer.losses.map((loss) => loss());
}

function innerLayers(layer: Regularized): readonly Regularized[] {
  const { layers = [], cell, cells = [], layer: wrapped, forwardLayer, backwardLayer } = layer;
  const one = [cell, wrapped, forwardLayer, backwardLayer].filter((inner) => inner !== undefined);
  return [...layers, ...cells, ...one];
}
