import type * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';

type Metric = (y: tf.Tensor, output: tf.Tensor) => tf.Tensor;

/** A weight of a tfjs layer, which holds a variable. */
export interface LayerWeight {
  /** The variable itself. */
  read(): tf.Variable;
  /** As the layer named it, e.g. `conv_1/kernel`. */
  readonly originalName: string;
  /** What the weight is put back into after each update, e.g. a largest norm. */
  readonly constraint?: { apply(weight: tf.Tensor): tf.Tensor } | null;
}

/** The parts of a tfjs model that training uses, some of them not public there. */
export interface TrainableModel {
  /** Its name. */
  readonly name: string;
  /** Placeholders of the inputs. */
  readonly inputs: tf.SymbolicTensor[];
  /** What it gives. */
  readonly outputs: tf.SymbolicTensor[];
  /** Names of the outputs. */
  readonly outputNames: string[];
  /** Layers in order. */
  readonly layers: tf.layers.Layer[];
  /** All weights in order, trainable or not. */
  readonly weights: LayerWeight[];
  /** The weights that training changes. */
  readonly collectedTrainableWeights: LayerWeight[];
  /** `loss`, with several outputs the name of each one's loss, then the metrics' names as tfjs shortens them. */
  readonly metricsNames: string[];
  /** The metrics with the number of their output; with several outputs each one's loss before them. */
  readonly metricsTensors: [Metric, number][];
  /** As the model was compiled with it: a name, a function, or several by order or name of the outputs. */
  readonly loss: unknown;
  /** One for each output: a loss a row from targets and outputs. */
  readonly lossFunctions: Metric[];
  /** Undefined until the model is compiled. */
  readonly optimizer: tf.Optimizer | undefined;
  /** Gives the outputs for inputs. */
  apply(inputs: tf.Tensor[], kwargs: { training: boolean }): tf.Tensor | tf.Tensor[];
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
 * The trainable variables in the model's order.
 *
 * @param model - from `trainableModel`
 * @returns live variables, owned by the model
 */
export function trainableVariables(model: TrainableModel): tf.Variable[] {
  return model.collectedTrainableWeights.map((weight) => weight.read());
}
