import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';

type Layer = tf.layers.Layer;
type Call = Layer['call'];

/** What a layer gives for an input, and how much a scalar after it depends on that. */
export interface LayerGradient {
  /** The layer's output. */
  readonly output: tf.Tensor;
  /** The scalar's gradient by the output, of the same shape. */
  readonly gradient: tf.Tensor;
}

/**
 * The gradient of a scalar by what a layer of the way there gives. It is the gradient by zeros
 * that are added to the layer's output, so any layer of any graph will do.
 *
 * @param layer - runs exactly once when `score` is called
 * @param score - runs the model and gives a scalar
 * @returns output and gradient; the caller disposes both
 * @throws ArgumentError where the layer does not run, runs twice, or gives several tensors
 */
export function layerGradient(layer: Layer, score: () => tf.Scalar): LayerGradient {
  const output = tf.tidy(() => outputOf(layer, score));
  const gradient = tf.tidy(() => {
    const added = tf.zerosLike(output);
    const scoreWith = tf.grad((zeros) =>
      withCall(
        layer,
        (call) =>
          (...args) =>
            tf.add(call(...args) as tf.Tensor, zeros),
        score,
      ),
    );
    return scoreWith(added);
  });
  return { output, gradient };
}

function outputOf(layer: Layer, score: () => tf.Scalar): tf.Tensor {
  // tfjs disposes what no later layer needs.
  const kept: tf.Tensor[] = [];
  const record = (call: Call): Call => {
    return (...args) => {
      const given = call(...args);
      kept.push(...[given].flat().map((tensor) => tf.keep(tensor.clone())));
      return given;
    };
  };
  try {
    withCall(layer, record, score);
    if (kept.length === 1) return kept[0]!.clone();
  } finally {
    tf.dispose(kept);
  }
  throw new ArgumentError(
    `The layer "${layer.name}" gives ${kept.length} tensors on the way to the model's output, expected one. Choose another layer.`,
  );
}

/** Replaces a layer's `call` as long as a function runs. */
function withCall<T>(layer: Layer, change: (call: Call) => Call, run: () => T): T {
  const own = Object.getOwnPropertyDescriptor(layer, 'call');
  layer.call = change(layer.call.bind(layer));
  try {
    return run();
  } finally {
    if (own) Object.defineProperty(layer, 'call', own);
    // The method of the class shows again.
    else Reflect.deleteProperty(layer, 'call');
  }
}
