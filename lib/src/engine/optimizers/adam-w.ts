import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../../core/index.js';
import { type AdamInternals, adamUpdate } from './adam-update.js';
import type { OptimizerUpdate } from './optimizer-update.js';

/** What AdamW takes, named as in Keras. */
export interface AdamWOptions {
  /** Default 0.001. */
  readonly learningRate?: number;
  /** Share of a weight, times the learning rate, that each step takes away; default 0.004. */
  readonly weightDecay?: number;
  /** Share of the first moment that is kept; default 0.9. */
  readonly beta1?: number;
  /** Share of the second moment that is kept; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment; default 1e-7. */
  readonly epsilon?: number;
  /** Weights in whose names one of these stands keep their size, e.g. `bias`, `gamma`; default none. */
  readonly excludeFromWeightDecay?: readonly string[];
}

/**
 * Adam with decoupled weight decay, as Keras 3 computes it: each step first takes
 * `learningRate * weightDecay` of a weight away, and then does what Adam does.
 *
 * @remarks Source: Loshchilov and Hutter 2019; Keras 3.15, `keras.optimizers.AdamW`.
 */
export class AdamW extends tf.AdamOptimizer {
  /** Name in a saved model. */
  static override readonly className = 'AdamW';
  /** Share of a weight, times the learning rate, that each step takes away. */
  readonly weightDecay: number;
  /** Weights in whose names one of these stands keep their size. */
  readonly excludeFromWeightDecay: readonly string[];

  /**
   * @param options - rates, moments and what is excluded
   * @throws ArgumentError when the weight decay is negative
   */
  constructor(options: AdamWOptions = {}) {
    const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
    super(learningRate, beta1, beta2, epsilon);
    this.weightDecay = checkWeightDecay(options.weightDecay ?? 0.004);
    this.excludeFromWeightDecay = options.excludeFromWeightDecay ?? [];
  }

  /**
   * Does one step; tfjs's own `fit` calls it.
   *
   * @param variableGradients - a gradient for each variable
   */
  override applyGradients(
    variableGradients: Record<string, tf.Tensor> | { name: string; tensor: tf.Tensor }[],
  ): void {
    const gradients = Array.isArray(variableGradients)
      ? variableGradients
      : Object.entries(variableGradients).map(([name, tensor]) => ({ name, tensor }));
    const weights = gradients.map(({ name }) => tf.engine().registeredVariables[name]!);
    const update = adamWUpdate(this, weights);
    tf.tidy(() => {
      const factors = update.factors().map((factor) => tf.scalar(factor));
      update.apply(gradients, factors);
    });
    update.finishStep();
  }

  /** @inheritdoc */
  override getConfig(): tf.serialization.ConfigDict {
    const { weightDecay, excludeFromWeightDecay } = this;
    return {
      ...super.getConfig(),
      weightDecay,
      excludeFromWeightDecay: [...excludeFromWeightDecay],
    };
  }

  /**
   * Makes the optimizer of a config.
   *
   * @param _ - this class
   * @param config - from `getConfig`
   * @returns the optimizer
   */
  static override fromConfig<T extends tf.serialization.Serializable>(
    _: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new AdamW(config) as unknown as T;
  }
}

/**
 * Makes an optimizer; see {@link AdamW}.
 *
 * @param options - rates, moments and what is excluded
 * @returns the optimizer
 * @throws ArgumentError when the weight decay is negative
 * @example
 * ```ts
 * const optimizer = adamW({ learningRate: 1e-3, excludeFromWeightDecay: ['bias', 'gamma', 'beta'] });
 * ```
 */
export function adamW(options: AdamWOptions = {}): AdamW {
  return new AdamW(options);
}

/**
 * AdamW's step.
 *
 * @param optimizer - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 */
export function adamWUpdate(optimizer: AdamW, weights: readonly tf.Variable[]): OptimizerUpdate {
  const decay = (weight: tf.Variable, rate: tf.Tensor): tf.Tensor =>
    decays(optimizer, weight.name)
      ? tf.sub(weight, tf.mul(weight, tf.mul(rate, optimizer.weightDecay)))
      : weight;
  return adamUpdate(optimizer as unknown as AdamInternals, weights, decay);
}

// As in Keras, the name of the weight counts and not that of its layer.
function decays({ excludeFromWeightDecay }: AdamW, name: string): boolean {
  const own = name.split('/').at(-1)!;
  return !excludeFromWeightDecay.some((excluded) => own.includes(excluded));
}

function checkWeightDecay(weightDecay: number): number {
  if (weightDecay >= 0) return weightDecay;
  throw new ArgumentError(
    `adamW: weightDecay is ${String(weightDecay)}, expected a number that is at least 0.`,
  );
}
