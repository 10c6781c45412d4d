import type * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';

/** The parts of a tfjs model that training uses, some of them not public there. */
export interface TrainableModel {
  /** Placeholders of the inputs. */
  readonly inputs: tf.SymbolicTensor[];
  /** What it gives. */
  readonly outputs: tf.SymbolicTensor[];
  /** Layers in order. */
  readonly layers: tf.layers.Layer[];
  /** All weights in order, trainable or not. */
  readonly weights: { read(): tf.Variable; originalName: string }[];
  /** The weights that training changes. */
  readonly collectedTrainableWeights: { read(): tf.Variable }[];
  /** `loss`, then the metrics' names as tfjs shortens them. */
  readonly metricsNames: string[];
  /** As the model was compiled with it: a name, or a function. */
  readonly loss: unknown;
  /** One for each output: a loss a row from targets and outputs. */
  lossFunctions: ((y: tf.Tensor, output: tf.Tensor) => tf.Tensor)[];
  /** Undefined until the model is compiled. */
  readonly optimizer: tf.Optimizer | undefined;
  /** A function of inputs, targets and perhaps weights that does one step and gives loss and metrics. */
  makeTrainFunction(): (data: tf.Tensor[]) => tf.Tensor[];
}

/**
 * The model that tfjs trains: a Sequential holds it inside.
 *
 * @param model - a compiled Sequential or functional model
 * @returns the same model with the parts that training uses
 * @throws ArgumentError when the model was not compiled
 */
export function trainableModel(model: tf.LayersModel): TrainableModel {
  const inner = (model as unknown as { model?: tf.LayersModel }).model ?? model;
  const trainable = inner as unknown as TrainableModel;
  if (trainable.optimizer) return trainable;
  throw new ArgumentError(
    `The model "${model.name}" has no optimizer: call model.compile({ optimizer, loss }) first.`,
  );
}

/**
 * Refuses a batch that does not fit the model: tfjs's own step would compute something.
 *
 * @param inputs - the model's inputs, of which there must be one
 * @param x - the batch
 * @throws ArgumentError when an axis after the first has another length
 */
export function checkBatch(inputs: readonly tf.SymbolicTensor[], x: tf.Tensor): void {
  const expected = inputs[0]!.shape.slice(1);
  const fits =
    inputs.length === 1 &&
    x.rank === expected.length + 1 &&
    expected.every((length, i) => length === null || length === x.shape[i + 1]);
  if (fits) return;
  throw new ArgumentError(
    `x has the shape [${x.shape.join(', ')}], expected [rows, ${expected.map((length) => length ?? 'any').join(', ')}].`,
  );
}

/**
 * Refuses weights that are not one a row.
 *
 * @param sampleWeight - weights of the rows
 * @param x - the batch
 * @throws ArgumentError when there are more, fewer, or several a row
 */
export function checkSampleWeight(sampleWeight: tf.Tensor, x: tf.Tensor): void {
  const rows = x.shape[0];
  if (sampleWeight.rank === 1 && sampleWeight.shape[0] === rows) return;
  throw new ArgumentError(
    `sampleWeight has the shape [${sampleWeight.shape.join(', ')}], expected [${String(rows)}]: one a row.`,
  );
}

/**
 * The trainable variables in the model's order.
 *
 * @param model - from `trainableModel`
 * @returns live variables, owned by the model
 */
export function trainableVariables(model: TrainableModel): tf.Variable[] {
  return model.collectedTrainableWeights.map((weight) => weight.read());
}
