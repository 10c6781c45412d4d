import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { notingLogits } from './logits.js';
import { type OutputLoss, outputLosses } from './loss-functions.js';
import type { NamedGradient } from './optimizers/index.js';
import { regularizationPenalties } from './regularization.js';
import { type TrainableModel, trainableVariables } from './trainable-model.js';

/** A batch, checked. */
export interface Batch {
  /** One for each input. */
  readonly x: readonly tf.Tensor[];
  /** One for each output. */
  readonly y: readonly tf.Tensor[];
  /** For each output the weights of the rows, or null. */
  readonly sampleWeight: readonly (tf.Tensor1D | null)[];
}

/** What one batch gives. */
export interface Gradients {
  /** One for each trainable weight, in the model's order. */
  readonly gradients: readonly NamedGradient[];
  /** A scalar for each of the objective's names. */
  readonly values: readonly tf.Tensor[];
}

/**
 * What training makes smaller: the sum of the outputs' losses and of the regularisation penalties,
 * as Keras 3 computes them; with it the metrics.
 */
export class TrainingObjective {
  /** Keras's names of the values, e.g. `loss`, `accuracy`, and with several outputs `a_loss`, `a_accuracy`. */
  readonly names: readonly string[];
  private readonly model: TrainableModel;
  private readonly losses: readonly OutputLoss[];
  private readonly lossWeights: readonly number[];

  /**
   * @param model - from `trainableModel`
   * @param lossWeights - what each output's loss is multiplied with; default 1
   * @throws ArgumentError when an output has no loss, or the weights are not one an output
   */
  constructor(model: TrainableModel, lossWeights?: readonly number[]) {
    this.model = model;
    this.losses = outputLosses(model);
    this.lossWeights = checkLossWeights(model, lossWeights);
    this.names = model.metricsNames.map((name) => name.replace(/(^|_)acc$/, '$1accuracy'));
  }

  /**
   * Computes loss, metrics and gradients. Call it within `tf.tidy`.
   *
   * @param batch - inputs, targets and weights that fit the model
   * @returns gradients and values; values have to be disposed by hand
   */
  gradients(batch: Batch): Gradients {
    const values: tf.Tensor[] = [];
    const { value, grads } = tf.variableGrads(() => {
      const { total, others } = this.evaluate(batch);
      for (const other of others) values.push(tf.keep(other));
      return total;
    }, trainableVariables(this.model));
    return {
      gradients: trainableVariables(this.model).map(({ name }) => ({ name, tensor: grads[name]! })),
      values: [value, ...values],
    };
  }

  private evaluate(batch: Batch): { total: tf.Scalar; others: tf.Tensor[] } {
    const { model, lossWeights } = this;
    const { result, logits } = notingLogits(model.outputs, () =>
      model.apply([...batch.x], { training: true }),
    );
    const outputs = Array.isArray(result) ? result : [result];
    const losses = this.losses.map(({ loss, ofLogits }, i) => {
      const output = outputs[i]!;
      const rowLosses = loss(batch.y[i]!, ofLogits ? logits.get(output)! : output);
      return tf.mean<tf.Scalar>(weighted(rowLosses, batch.sampleWeight[i]!));
    });
    const parts = [
      ...losses.map((loss, i) => (lossWeights[i] === 1 ? loss : tf.mul(loss, lossWeights[i]!))),
      ...regularizationPenalties(model.layers),
    ] as tf.Scalar[];
    const total = parts.reduce((sum, part) => tf.add(sum, part));
    const others = [...(losses.length > 1 ? losses : []), ...this.metrics(batch, outputs)];
    tf.dispose([...logits.values()]);
    return { total, others };
  }

  private metrics({ y }: Batch, outputs: readonly tf.Tensor[]): tf.Tensor[] {
    const { metricsTensors } = this.model;
    // With several outputs their losses come first.
    const own = metricsTensors.slice(outputs.length > 1 ? outputs.length : 0);
    return own.map(([metric, i]) => tf.mean(metric(y[i]!, outputs[i]!)));
  }
}

// A row's weight counts for each of its losses.
function weighted(losses: tf.Tensor, weights: tf.Tensor1D | null): tf.Tensor {
  if (!weights) return losses;
  const ones = new Array<number>(Math.max(0, losses.rank - 1)).fill(1);
  return tf.mul(losses, tf.reshape(weights, [-1, ...ones]));
}

function checkLossWeights(
  { outputs }: TrainableModel,
  lossWeights: readonly number[] = new Array<number>(outputs.length).fill(1),
): readonly number[] {
  const fits =
    lossWeights.length === outputs.length && lossWeights.every((weight) => Number.isFinite(weight));
  if (fits) return lossWeights;
  throw new ArgumentError(
    `lossWeights is [${lossWeights.join(', ')}], expected ${String(outputs.length)} numbers: one for each output.`,
  );
}
