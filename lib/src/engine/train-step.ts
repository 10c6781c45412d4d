import * as tf from '@tensorflow/tfjs';
import type { SampleWeights, Tensors } from './check-batch.js';
import { checkInputs, checkSampleWeight, checkTargets } from './check-batch.js';
import { CompiledFunctions, type Traceable } from './compiled-functions.js';
import { dtypePolicy } from './dtype-policy.js';
import { type OptimizerUpdate, optimizerUpdate } from './optimizers/index.js';
import {
  type LayerWeight,
  type TrainableModel,
  trainableModel,
  trainableVariables,
} from './trainable-model.js';
import { type Batch, TrainingObjective } from './training-objective.js';

/** Means over the rows since the last reset, by Keras's names. */
export interface StepMetrics {
  /** Mean loss, weighted by the rows' and the outputs' weights, with regularisation penalties. */
  readonly loss: number;
  /** Share of rows predicted right, whatever their weights; of a model with one output, compiled with it. */
  readonly accuracy?: number | undefined;
  /** What else the model was compiled with; with several outputs e.g. `a_loss` and `a_accuracy` for each. */
  readonly [name: string]: number | undefined;
}

/** What a training step minimises, besides what the model was compiled with. */
export interface TrainStepOptions {
  /** What the loss of each output is multiplied with, in the order of the outputs; default 1. */
  readonly lossWeights?: readonly number[];
}

/** One training step of a model, run again and again. */
export interface TrainStep {
  /** `compiled`: one TensorFlow op a step. `eager`: many, for the reason given. */
  readonly mode: 'compiled' | 'eager';
  /** Why the step is not compiled; absent when it is. */
  readonly reason?: string | undefined;
  /**
   * Updates the weights and optimizer from one batch. Batches of another shape are
   * compiled once more.
   *
   * @param x - inputs, [rows, …]; a list where the model has several
   * @param y - targets, [rows, …], as the model's loss takes them; a list where it has several outputs
   * @param sampleWeight - what each row's loss is multiplied with, [rows]; a list for weights that
   *   differ by output. The loss is still divided by the number of rows, as Keras does
   * @throws ArgumentError when `x` does not fit the model, or `y` or `sampleWeight` not `x`
   * @throws EngineError when the step or its model is disposed
   */
  run(x: Tensors, y: Tensors, sampleWeight?: SampleWeights): void;
  /**
   * The same on another thread while JavaScript goes on, e.g. makes the next batch. Until it is done
   * nothing else of the step, its model and its optimizer may be used.
   *
   * @param x - as for `run`; the tensors may be disposed as soon as this returns
   * @param y - as for `run`
   * @param sampleWeight - as for `run`
   * @throws as `run` does
   */
  runAsync(x: Tensors, y: Tensors, sampleWeight?: SampleWeights): Promise<void>;
  /** The optimizer's learning rate; a change counts from the next step on and compiles nothing. */
  learningRate: number;
  /** Means since the last reset; waits for the device, so once an epoch is enough. */
  metrics(): StepMetrics;
  /** Starts the means anew. */
  resetMetrics(): void;
  /** Frees what the step holds, as does disposing the model; the model and its optimizer stay usable. */
  dispose(): void;
}

/**
 * Makes one TensorFlow function of a model's whole training step: forward pass, gradients
 * and optimizer. Where that cannot be, the same ops run one by one, and `reason` says why.
 * Optimizers, losses from logits, penalties and constraints of weights are computed as Keras 3
 * computes them. Layers that are not trainable when the model is compiled stay as they are.
 *
 * @param model - compiled with any loss and metrics; its optimizer is one of tfjs's or {@link AdamW},
 *   another one's step is not compiled
 * @param options - weights of the outputs' losses
 * @returns the step; it is freed by the caller, with the model, or when nobody holds it
 * @throws ArgumentError when the model was not compiled with `model.compile`
 * @example
 * ```ts
 * await loadEngine();
 * const model = cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
 * const step = compileTrainStep(model);
 * step.run(tf.zeros([8, 32, 32, 3]), tf.oneHot(tf.zeros([8], 'int32'), 7));
 * step.metrics().loss > 0; // => true
 * step.dispose();
 * ```
 */
export function compileTrainStep(
  model: tf.LayersModel,
  { lossWeights }: TrainStepOptions = {},
): TrainStep {
  const trainable = trainableModel(model);
  return new ModelTrainStep(model, trainable, new TrainingObjective(trainable, lossWeights));
}

class ModelTrainStep implements TrainStep {
  private readonly model: TrainableModel;
  private readonly objective: TrainingObjective;
  private readonly optimizer: tf.Optimizer;
  private readonly update: OptimizerUpdate | null;
  private readonly functions: CompiledFunctions;
  private readonly sums: tf.Variable;
  private rows = 0;

  constructor(owner: tf.LayersModel, model: TrainableModel, objective: TrainingObjective) {
    this.model = model;
    this.objective = objective;
    this.optimizer = model.optimizer!;
    this.update = optimizerUpdate(this.optimizer, trainableVariables(model));
    this.sums = tf.tidy(() => tf.variable(tf.zeros([objective.names.length]), false));
    this.functions = new CompiledFunctions(owner, this, [this.sums]);
    if (!this.update) {
      this.functions.reason ??= `the optimizer ${this.optimizer.constructor.name} is not known to it`;
    }
  }

  get mode(): 'compiled' | 'eager' {
    return this.functions.mode;
  }

  get reason(): string | undefined {
    return this.functions.reason;
  }

  get learningRate(): number {
    return (this.optimizer as unknown as { learningRate: number }).learningRate;
  }

  set learningRate(learningRate: number) {
    (this.optimizer as unknown as { learningRate: number }).learningRate = learningRate;
  }

  run(x: Tensors, y: Tensors, sampleWeight?: SampleWeights): void {
    const { traceable, factors, rows } = this.prepare(x, y, sampleWeight);
    tf.tidy(() => this.functions.run(traceable));
    tf.dispose(factors);
    this.finish(rows);
  }

  async runAsync(x: Tensors, y: Tensors, sampleWeight?: SampleWeights): Promise<void> {
    const { traceable, factors, rows } = this.prepare(x, y, sampleWeight);
    const done = this.functions.runAsync(traceable);
    tf.dispose(factors);
    await done;
    this.finish(rows);
  }

  private prepare(
    x: Tensors,
    y: Tensors,
    sampleWeight: SampleWeights | undefined,
  ): { traceable: Traceable; factors: tf.Tensor[]; rows: number } {
    this.functions.checkNotDisposed();
    const batch = this.check(x, y, sampleWeight);
    const factors = (this.update?.factors() ?? []).map((factor) => tf.scalar(factor));
    const traceable = {
      args: [...batch.x, ...batch.y, ...batch.sampleWeight, ...factors],
      run: () => this.runEagerly(batch, factors),
      policy: dtypePolicy(),
    };
    return { traceable, factors, rows: batch.x[0]!.shape[0] };
  }

  private finish(rows: number): void {
    this.update?.finishStep();
    this.rows += rows;
  }

  metrics(): StepMetrics {
    this.functions.checkNotDisposed();
    const sums = this.sums.dataSync();
    const means = this.objective.names.map((name, i) => [name, sums[i]! / this.rows] as const);
    return Object.fromEntries(means) as { loss: number };
  }

  resetMetrics(): void {
    this.functions.checkNotDisposed();
    this.rows = 0;
    tf.tidy(() => {
      this.sums.assign(tf.zeros(this.sums.shape));
    });
  }

  dispose(): void {
    this.functions.dispose();
  }

  private check(x: Tensors, y: Tensors, sampleWeight: SampleWeights | undefined): Batch {
    const { inputs, outputs } = this.model;
    const checked = checkInputs(inputs, x);
    const rows = checked[0]!.shape[0];
    return {
      x: checked,
      y: checkTargets(outputs.length, y, rows),
      sampleWeight: checkSampleWeight(outputs.length, sampleWeight, rows),
    };
  }

  private runEagerly(batch: Batch, factors: readonly tf.Tensor[]): tf.Tensor[] {
    const { gradients, values } = this.objective.gradients(batch);
    if (this.update) this.update.apply(gradients, factors);
    else this.optimizer.applyGradients([...gradients]);
    for (const weight of this.model.collectedTrainableWeights) constrain(weight);
    const rows = batch.x[0]!.shape[0];
    this.sums.assign(tf.add(this.sums, tf.mul(tf.stack([...values]), rows)));
    // Those that were computed on the way to the loss are kept.
    tf.dispose([...values]);
    return [];
  }
}

// tfjs's own training leaves constraints out.
function constrain(weight: LayerWeight): void {
  if (!weight.constraint) return;
  const variable = weight.read();
  variable.assign(weight.constraint.apply(variable));
}
