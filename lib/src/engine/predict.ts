import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { type CompiledFunction, compileFunction } from './compiled-function.js';
import { hasLogits, withLogits } from './logits.js';
import { isTensorFlowActive } from './tensorflow-binding.js';
import { checkBatch } from './trainable-model.js';
import { UntraceableError } from './untraceable-error.js';

/** A model's predictions, batch by batch. */
export interface Predict {
  /**
   * Predicts all rows of `x`.
   *
   * @param x - inputs, [rows, …]
   * @param batchSize - rows at a time, at least 1; default 32
   * @returns outputs, [rows, …]; the caller disposes it
   * @throws ArgumentError when `x` does not fit the model
   */
  (x: tf.Tensor, batchSize?: number): tf.Tensor;
  /** `compiled`: one TensorFlow op a batch. `eager`: many, for the reason given. */
  readonly mode: 'compiled' | 'eager';
  /** Why it is not compiled; absent when it is. */
  readonly reason?: string;
  /** Removes the compiled functions from TensorFlow. */
  dispose(): void;
}

/** What predictions are. */
export interface PredictOptions {
  /** Give what the model's last softmax takes, in place of probabilities; default false. */
  readonly logits?: boolean;
}

/**
 * Makes one TensorFlow function of a model's forward pass, as it is at inference.
 *
 * @param model - with one input and one output, of whatever ranks
 * @param options - whether to give logits
 * @returns the function; the caller disposes it
 * @throws ArgumentError when logits are asked of a model that does not end in a softmax
 * @example
 * ```ts
 * await loadEngine();
 * const predict = compilePredict(cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 }));
 * const probabilities = predict(tf.zeros([40, 32, 32, 3]), 32);
 * probabilities.shape; // => [40, 7]
 * predict.dispose();
 * ```
 */
export function compilePredict(
  model: tf.LayersModel,
  { logits = false }: PredictOptions = {},
): Predict {
  if (logits) checkLogits(model);
  const compiled = new Map<string, CompiledFunction>();
  let reason = isTensorFlowActive() ? undefined : 'TensorFlow is not there';
  const output = (x: tf.Tensor): tf.Tensor => model.apply(x, { training: false }) as tf.Tensor;
  const forward = (x: tf.Tensor): tf.Tensor =>
    logits ? withLogits(model.outputs, () => output(x)) : output(x);

  const compile = (x: tf.Tensor): CompiledFunction | undefined => {
    if (reason !== undefined) return undefined;
    const key = `${x.dtype}[${x.shape.join()}]`;
    try {
      const found = compiled.get(key) ?? compileFunction(() => [forward(x)], [x]);
      compiled.set(key, found);
      return found;
    } catch (error) {
      if (!(error instanceof UntraceableError)) throw error;
      reason = error.message;
      return undefined;
    }
  };

  const predictBatch = (x: tf.Tensor): tf.Tensor => compile(x)?.run([x])[0] ?? forward(x);
  const predict = (x: tf.Tensor, batchSize = 32): tf.Tensor => {
    checkBatch(model.inputs, x);
    return tf.tidy(() => tf.concat(batches(x, batchSize).map(predictBatch)));
  };
  return Object.defineProperties(predict, {
    mode: { get: () => (reason === undefined ? 'compiled' : 'eager') },
    reason: { get: () => reason },
    dispose: {
      value: () => {
        for (const found of compiled.values()) found.dispose();
        compiled.clear();
      },
    },
  }) as unknown as Predict;
}

function checkLogits(model: tf.LayersModel): void {
  if (hasLogits(model.outputs)) return;
  throw new ArgumentError(
    `The model "${model.name}" has no logits: expected one output, by a layer with a softmax.`,
  );
}

function batches(x: tf.Tensor, batchSize: number): tf.Tensor[] {
  const rows = x.shape[0];
  const count = Math.ceil(rows / batchSize);
  return Array.from({ length: count }, (_, i) =>
    tf.slice(x, i * batchSize, Math.min(batchSize, rows - i * batchSize)),
  );
}
