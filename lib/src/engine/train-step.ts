import * as tf from '@tensorflow/tfjs';
import { type CompiledFunction, compileFunction } from './compiled-function.js';
import { dtypePolicy } from './dtype-policy.js';
import { withLossOfLogits } from './logits.js';
import { type NamedGradient, type OptimizerUpdate, optimizerUpdate } from './optimizer-update.js';
import { isTensorFlowActive } from './tensorflow-binding.js';
import {
  checkBatch,
  checkSampleWeight,
  type TrainableModel,
  trainableModel,
  trainableVariables,
} from './trainable-model.js';
import { UntraceableError } from './untraceable-error.js';

/** Means over the rows since the last reset. */
export interface StepMetrics {
  /** Mean loss, weighted by the rows' weights, with regularisation penalties. */
  readonly loss: number;
  /** Share of rows predicted right, whatever their weights; absent where the model was compiled without it. */
  readonly accuracy?: number;
}

/** One training step of a model, run again and again. */
export interface TrainStep {
  /** `compiled`: one TensorFlow op a step. `eager`: many, for the reason given. */
  readonly mode: 'compiled' | 'eager';
  /** Why the step is not compiled; absent when it is. */
  readonly reason?: string;
  /**
   * Updates the weights and optimizer from one batch. Batches of another shape are
   * compiled once more.
   *
   * @param x - inputs, [rows, …]
   * @param y - targets, [rows, …], as the model's loss takes them
   * @param sampleWeight - what each row's loss is multiplied with, [rows]; the loss is still
   *   divided by the number of rows, as Keras does
   * @throws ArgumentError when `x` does not fit the model, or `sampleWeight` not `x`
   */
  run(x: tf.Tensor, y: tf.Tensor, sampleWeight?: tf.Tensor1D): void;
  /** The optimizer's learning rate; a change counts from the next step on and compiles nothing. */
  learningRate: number;
  /** Means since the last reset; waits for the device, so once an epoch is enough. */
  metrics(): StepMetrics;
  /** Starts the means anew. */
  resetMetrics(): void;
  /** Frees what the step holds; the model and its optimizer stay usable. */
  dispose(): void;
}

/**
 * Makes one TensorFlow function of a model's whole training step: forward pass, gradients
 * and optimizer. Where that cannot be, the same ops run one by one, and `reason` says why.
 * Adam, SGD with momentum and categorical cross-entropy after a softmax, sparse or not, are
 * computed as Keras computes them. Layers that are not trainable when the model is compiled stay
 * as they are.
 *
 * @param model - compiled with Adam, SGD or momentum and any loss; with metric `accuracy` or none
 * @returns the step; the caller disposes it
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
export function compileTrainStep(model: tf.LayersModel): TrainStep {
  return new ModelTrainStep(trainableModel(model));
}

class ModelTrainStep implements TrainStep {
  reason?: string;
  private readonly model: TrainableModel;
  private readonly optimizer: tf.Optimizer;
  private readonly update: OptimizerUpdate | null;
  private readonly train: (data: tf.Tensor[]) => tf.Tensor[];
  private readonly sums: tf.Variable;
  private readonly compiled = new Map<string, CompiledFunction>();
  private rows = 0;

  constructor(model: TrainableModel) {
    this.model = model;
    this.optimizer = model.optimizer!;
    this.update = optimizerUpdate(this.optimizer, trainableVariables(model));
    this.train = model.makeTrainFunction();
    this.sums = tf.tidy(() => tf.variable(tf.zeros([model.metricsNames.length]), false));
    const reason = this.whyEager();
    if (reason) this.reason = reason;
  }

  get mode(): 'compiled' | 'eager' {
    return this.reason === undefined ? 'compiled' : 'eager';
  }

  get learningRate(): number {
    return (this.optimizer as unknown as { learningRate: number }).learningRate;
  }

  set learningRate(learningRate: number) {
    (this.optimizer as unknown as { learningRate: number }).learningRate = learningRate;
  }

  run(x: tf.Tensor, y: tf.Tensor, sampleWeight?: tf.Tensor1D): void {
    checkBatch(this.model.inputs, x);
    if (sampleWeight) checkSampleWeight(sampleWeight, x);
    tf.tidy(() => {
      const batch = sampleWeight ? [x, y, sampleWeight] : [x, y];
      const factors = (this.update?.factors() ?? []).map((factor) => tf.scalar(factor));
      const compiled = this.compile(batch, factors);
      if (compiled) compiled.run([...batch, ...factors]);
      else this.runEagerly(batch, factors);
    });
    this.update?.finishStep();
    this.rows += x.shape[0];
  }

  metrics(): StepMetrics {
    const sums = this.sums.dataSync();
    const mean = (name: string): number => sums[this.model.metricsNames.indexOf(name)]! / this.rows;
    const loss = mean('loss');
    return this.model.metricsNames.includes('acc') ? { loss, accuracy: mean('acc') } : { loss };
  }

  resetMetrics(): void {
    this.rows = 0;
    tf.tidy(() => {
      this.sums.assign(tf.zeros(this.sums.shape));
    });
  }

  dispose(): void {
    for (const compiled of this.compiled.values()) compiled.dispose();
    this.compiled.clear();
    this.sums.dispose();
  }

  private whyEager(): string | undefined {
    if (!isTensorFlowActive()) return 'TensorFlow is not there';
    return this.update
      ? undefined
      : `the optimizer ${this.optimizer.getClassName()} is not known to it`;
  }

  private compile(batch: tf.Tensor[], factors: tf.Tensor[]): CompiledFunction | undefined {
    if (this.reason !== undefined) return undefined;
    const args = [...batch, ...factors];
    const key = args.map((tensor) => `${tensor.dtype}[${tensor.shape.join()}]`).join();
    let compiled = this.compiled.get(key);
    if (compiled) return compiled;
    try {
      compiled = compileFunction(() => this.runEagerly(batch, factors), args, dtypePolicy());
      this.compiled.set(key, compiled);
      return compiled;
    } catch (error) {
      if (!(error instanceof UntraceableError)) throw error;
      this.reason = error.message;
      return undefined;
    }
  }

  private runEagerly(batch: tf.Tensor[], factors: tf.Tensor[]): tf.Tensor[] {
    const { model, train } = this;
    const means = this.withUpdate(factors, () => withLossOfLogits(model, () => train(batch)));
    const rows = batch[0]!.shape[0];
    this.sums.assign(tf.add(this.sums, tf.mul(tf.stack(means), rows)));
    // tfjs keeps the metrics out of the scope that frees them.
    tf.dispose(means);
    return [];
  }

  // tfjs's train function calls `applyGradients` of the model's optimizer.
  private withUpdate<T>(factors: tf.Tensor[], run: () => T): T {
    const { update, optimizer } = this;
    if (!update) return run();
    optimizer.applyGradients = (gradients) => {
      update.apply(gradients as NamedGradient[], factors);
    };
    try {
      return run();
    } finally {
      // The method of the class shows again.
      Reflect.deleteProperty(optimizer, 'applyGradients');
    }
  }
}
