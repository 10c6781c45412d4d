import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { checkInputs, type Tensors } from './check-batch.js';
import { CompiledFunctions } from './compiled-functions.js';
import { hasLogits, withLogits } from './logits.js';

/** A model's predictions, batch by batch. */
export interface Predict {
  /**
   * Predicts all rows of a model with one input and one output.
   *
   * @param x - inputs, [rows, …]
   * @param batchSize - rows at a time, at least 1; default 32
   * @returns outputs, [rows, …]; the caller disposes it
   * @throws ArgumentError when `x` does not fit the model, or the model has several outputs
   * @throws EngineError when the function or its model is disposed
   */
  (x: tf.Tensor, batchSize?: number): tf.Tensor;
  /**
   * Predicts all rows of a model with any number of inputs and outputs: a list in, a list out.
   *
   * @param x - one tensor for each input, [rows, …]
   * @param batchSize - rows at a time, at least 1; default 32
   * @returns one tensor for each output, [rows, …]; the caller disposes them
   * @throws ArgumentError when `x` does not fit the model
   * @throws EngineError when the function or its model is disposed
   */
  (x: readonly tf.Tensor[], batchSize?: number): tf.Tensor[];
  /** `compiled`: one TensorFlow op a batch. `eager`: many, for the reason given. */
  readonly mode: 'compiled' | 'eager';
  /** Why it is not compiled; absent when it is. */
  readonly reason?: string | undefined;
  /** Removes the compiled functions from TensorFlow, as does disposing the model. */
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
 * @param model - with inputs and outputs of whatever number and ranks
 * @param options - whether to give logits
 * @returns the function; it is freed by the caller, with the model, or when nobody holds it
 * @throws ArgumentError when logits are asked of a model that does not end in one softmax
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
  const forward = (x: readonly tf.Tensor[]): tf.Tensor[] => {
    const run = () => model.apply([...x], { training: false }) as tf.Tensor | tf.Tensor[];
    const outputs = logits ? withLogits(model.outputs, run) : run();
    return Array.isArray(outputs) ? outputs : [outputs];
  };
  const predict = (x: Tensors, batchSize = 32): tf.Tensor | tf.Tensor[] => {
    functions.checkNotDisposed();
    const checked = checkInputs(model.inputs, x);
    const isList = Array.isArray(x);
    if (!isList) checkOneOutput(model);
    const outputs = tf.tidy(() => {
      const parts = batches(checked, batchSize).map((args) =>
        functions.run({ args, run: () => forward(args) }),
      );
      return model.outputs.map((_, i) => tf.concat(parts.map((part) => part[i]!)));
    });
    return isList ? outputs : outputs[0]!;
  };
  const functions = new CompiledFunctions(model, predict);
  return Object.defineProperties(predict, {
    mode: { get: () => functions.mode },
    reason: { get: () => functions.reason },
    dispose: {
      value: () => {
        functions.dispose();
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

function checkOneOutput(model: tf.LayersModel): void {
  if (model.outputs.length === 1) return;
  throw new ArgumentError(
    `The model "${model.name}" has ${String(model.outputs.length)} outputs: give its inputs as a list, and the outputs come as a list.`,
  );
}

function batches(x: readonly tf.Tensor[], batchSize: number): tf.Tensor[][] {
  const rows = x[0]!.shape[0];
  const count = Math.ceil(rows / batchSize);
  return Array.from({ length: count }, (_, i) =>
    x.map((tensor) => tf.slice(tensor, i * batchSize, Math.min(batchSize, rows - i * batchSize))),
  );
}
