import * as tf from '@tensorflow/tfjs';

type Outputs = readonly tf.SymbolicTensor[];

/** tfjs's activation function of a layer, which is not public there. */
interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

/** The layer that gives a model's output, or a model in its place. */
interface LastLayer {
  readonly activation?: Activation;
  readonly outputs?: Outputs;
}

/**
 * Whether a model ends in a softmax over rows, so that it has logits.
 *
 * @param outputs - the model's outputs
 * @returns true where {@link withLogits} can be called
 */
export function hasLogits(outputs: readonly tf.SymbolicTensor[]): boolean {
  return softmaxAtTheEnd(outputs) !== undefined;
}

/**
 * Lets a model give what its last softmax takes, as long as a function runs.
 *
 * @param outputs - the model's outputs; they end in a softmax
 * @param run - calls the model
 * @returns what `run` gives
 */
export function withLogits<T>(outputs: readonly tf.SymbolicTensor[], run: () => T): T {
  const softmax = softmaxAtTheEnd(outputs)!;
  softmax.apply = (logits) => logits;
  try {
    return run();
  } finally {
    // The method of the class shows again.
    Reflect.deleteProperty(softmax, 'apply');
  }
}

/**
 * Calls a model and notes what its last activations take, as Keras does where a loss is computed
 * from logits. What else takes these activations' outputs gets them unchanged.
 *
 * @param outputs - the model's outputs
 * @param run - calls the model
 * @returns what `run` gives, and the logits by the output that they became; the caller disposes both
 */
export function notingLogits<T>(
  outputs: readonly tf.SymbolicTensor[],
  run: () => T,
): { readonly result: T; readonly logits: ReadonlyMap<tf.Tensor, tf.Tensor> } {
  const logits = new Map<tf.Tensor, tf.Tensor>();
  const activations = new Set(outputs.map(lastActivation).filter((found) => found !== undefined));
  for (const activation of activations) {
    const apply = activation.apply.bind(activation);
    activation.apply = (x) => {
      const y = apply(x);
      logits.set(y, tf.keep(x));
      return y;
    };
  }
  try {
    return { result: run(), logits };
  } finally {
    // The method of the class shows again.
    for (const activation of activations) Reflect.deleteProperty(activation, 'apply');
  }
}

/**
 * The name of the activation that gives an output.
 *
 * @param output - of a model, or of a model inside it
 * @returns tfjs's name, e.g. `softmax`; undefined where a layer without activation gives the output
 */
export function lastActivationName(output: tf.SymbolicTensor): string | undefined {
  return lastActivation(output)?.getClassName();
}

function lastActivation(output: tf.SymbolicTensor): Activation | undefined {
  const { activation, outputs } = output.sourceLayer as LastLayer;
  return outputs ? lastActivation(outputs[output.outputTensorIndex ?? 0]!) : activation;
}

function softmaxAtTheEnd([output, another]: Outputs): Activation | undefined {
  if (output?.rank !== 2 || another) return undefined;
  return lastActivationName(output) === 'softmax' ? lastActivation(output) : undefined;
}
