import * as tf from '@tensorflow/tfjs';

/** The gradient of one weight, as tfjs's `minimize` hands it on. */
export interface NamedGradient {
  /** Name of the variable. */
  readonly name: string;
  /** Same shape as the variable. */
  readonly tensor: tf.Tensor;
}

/** A slot of tfjs's optimizers. */
interface Slot {
  originalName: string;
  variable: tf.Variable;
}

/** The parts of tfjs's optimizers that this room uses, some of them not public there. */
interface AdamInternals {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  iterations: number;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: Slot[];
  accumulatedSecondMoment: Slot[];
  incrementIterations(): void;
}

interface SgdInternals {
  learningRate: number;
  incrementIterations(): void;
}

/** How an optimizer changes the weights, as tensor ops on its own slots. */
export interface OptimizerUpdate {
  /** Optimizer variables besides the weights, in a fixed order. */
  readonly slots: readonly tf.Variable[];
  /** Factors of the coming step, computed in double precision: inputs of a compiled step. */
  factors(): number[];
  /**
   * Assigns weights and slots.
   *
   * @param gradients - one for each weight, in the weights' order
   * @param factors - one scalar tensor for each of `factors()`
   */
  apply(gradients: readonly NamedGradient[], factors: readonly tf.Tensor[]): void;
  /** Counts the step, once it is done. */
  finishStep(): void;
}

/**
 * The update of an optimizer that is known here.
 *
 * @param optimizer - the optimizer that the model was compiled with
 * @param weights - the trainable variables, in the model's order
 * @returns the update, or null for an optimizer other than Adam and SGD
 */
export function optimizerUpdate(
  optimizer: tf.Optimizer,
  weights: readonly tf.Variable[],
): OptimizerUpdate | null {
  switch (optimizer.getClassName()) {
    case 'Adam':
      return adamUpdate(optimizer as unknown as AdamInternals, weights);
    case 'SGD':
      return sgdUpdate(optimizer as unknown as SgdInternals, weights);
    default:
      return null;
  }
}

function makeSlots(weights: readonly tf.Variable[], suffix: string): Slot[] {
  return weights.map((weight) => ({
    originalName: `${weight.name}/${suffix}`,
    variable: tf.tidy(() => tf.variable(tf.zeros(weight.shape), false)),
  }));
}

// Kingma and Ba 2015 with tfjs's epsilon: w -= a m / (sqrt(v) + e), where the bias
// corrections are drawn into a and e. tfjs divides each moment instead.
function adamUpdate(adam: AdamInternals, weights: readonly tf.Variable[]): OptimizerUpdate {
  if (adam.accumulatedFirstMoment.length === 0) {
    adam.accumulatedFirstMoment = makeSlots(weights, 'm');
    adam.accumulatedSecondMoment = makeSlots(weights, 'v');
  }
  const first = adam.accumulatedFirstMoment.map((slot) => slot.variable);
  const second = adam.accumulatedSecondMoment.map((slot) => slot.variable);
  return {
    slots: [...first, ...second],
    factors: () => adamFactors(adam),
    apply: (gradients, [alpha, epsilon]) => {
      for (const [i, weight] of weights.entries()) {
        const gradient = gradients[i]!.tensor;
        const m = moveTowards(first[i]!, gradient, 1 - adam.beta1);
        const v = moveTowards(second[i]!, tf.square(gradient), 1 - adam.beta2);
        const step = tf.div(tf.mul(m, alpha!), tf.add(tf.sqrt(v), epsilon!));
        weight.assign(tf.sub(weight, step));
      }
    },
    finishStep: () => {
      adam.incrementIterations();
      syncBetaPowers(adam);
    },
  };
}

function adamFactors({ learningRate, beta1, beta2, epsilon, iterations }: AdamInternals): number[] {
  const correction1 = 1 - beta1 ** (iterations + 1);
  const correction2 = Math.sqrt(1 - beta2 ** (iterations + 1));
  return [(learningRate * correction2) / correction1, epsilon * correction2];
}

// So that tfjs's own training can go on with this optimizer.
function syncBetaPowers(adam: AdamInternals): void {
  tf.tidy(() => {
    adam.accBeta1.assign(tf.scalar(adam.beta1 ** (adam.iterations + 1)));
    adam.accBeta2.assign(tf.scalar(adam.beta2 ** (adam.iterations + 1)));
  });
}

function moveTowards(moment: tf.Variable, value: tf.Tensor, share: number): tf.Tensor {
  const moved = tf.add(moment, tf.mul(tf.sub(value, moment), share));
  moment.assign(moved);
  return moved;
}

function sgdUpdate(sgd: SgdInternals, weights: readonly tf.Variable[]): OptimizerUpdate {
  return {
    slots: [],
    factors: () => [sgd.learningRate],
    apply: (gradients, [learningRate]) => {
      for (const [i, weight] of weights.entries()) {
        const step = tf.mul(gradients[i]!.tensor, learningRate!);
        weight.assign(tf.sub(weight, step));
      }
    },
    finishStep: () => {
      sgd.incrementIterations();
    },
  };
}
