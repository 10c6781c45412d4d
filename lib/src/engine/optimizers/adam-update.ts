import * as tf from '@tensorflow/tfjs';
import { floatAttribute, hasOwnKernels, tensorFlowBackend } from '../tensorflow-binding.js';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

/** The parts of tfjs's Adam that are used here, some of them not public there. */
export interface AdamInternals {
  /** Learning rate now. */
  learningRate: number;
  /** Share of the first moment that is kept. */
  beta1: number;
  /** Share of the second moment that is kept. */
  beta2: number;
  /** Added to the root of the second moment. */
  epsilon: number;
  /** Steps done. */
  iterations: number;
  /** beta1 to the power of the coming step, for tfjs's own training. */
  accBeta1: tf.Variable;
  /** beta2 to the power of the coming step, likewise. */
  accBeta2: tf.Variable;
  /** One for each weight. */
  accumulatedFirstMoment: Slot[];
  /** One for each weight. */
  accumulatedSecondMoment: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * Adam, as Keras has it: w -= a m / (sqrt(v) + e), where the bias corrections are drawn into a and
 * e stays. tfjs divides each moment instead.
 *
 * @param adam - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @param decay - makes the weight smaller before the step, given the learning rate; default not at all
 * @returns the update
 * @remarks Source: Kingma and Ba 2015; Keras 3.15, `keras.optimizers.Adam`.
 */
export function adamUpdate(
  adam: AdamInternals,
  weights: readonly tf.Variable[],
  decay: (weight: tf.Variable, rate: tf.Tensor) => tf.Tensor = (weight) => weight,
): OptimizerUpdate {
  adam.accumulatedFirstMoment = slotsOf(adam.accumulatedFirstMoment, weights, 'm');
  adam.accumulatedSecondMoment = slotsOf(adam.accumulatedSecondMoment, weights, 'v');
  const slots = [adam.accumulatedFirstMoment, adam.accumulatedSecondMoment].map(variablesOf);
  return {
    slots: slots.flat(),
    factors: () => [adam.learningRate, adam.iterations + 1],
    apply: (gradients, [rate, step]) => {
      const scalars = [adamAlpha(adam, rate!, step!), tf.scalar(adam.epsilon)];
      const shares = [1 - adam.beta1, 1 - adam.beta2] as const;
      applyRule(weights, slots, gradients, ([weight, ...moments], gradient) => {
        const inputs = [decay(weight!, rate!), ...moments, gradient, ...scalars];
        return hasOwnKernels() ? adamKernel(inputs, shares) : adamOps(inputs, shares);
      });
    },
    finishStep: () => {
      adam.incrementIterations();
      syncBetaPowers(adam);
    },
  };
}

// In float32, as Keras: in the first steps 1 - beta2 ** step is far from the exact one.
function adamAlpha({ beta1, beta2 }: AdamInternals, rate: tf.Tensor, step: tf.Tensor): tf.Tensor {
  const correction = (beta: number): tf.Tensor => tf.sub(1, tf.pow(beta, step));
  return tf.div(tf.mul(rate, tf.sqrt(correction(beta2))), correction(beta1));
}

// So that tfjs's own training can go on with this optimizer.
function syncBetaPowers(adam: AdamInternals): void {
  tf.tidy(() => {
    adam.accBeta1.assign(tf.scalar(adam.beta1 ** (adam.iterations + 1)));
    adam.accBeta2.assign(tf.scalar(adam.beta2 ** (adam.iterations + 1)));
  });
}

// Weight, first and second moment after the step, in one pass over memory.
function adamKernel(inputs: tf.Tensor[], shares: readonly [number, number]): tf.Tensor[] {
  const attributes = [
    floatAttribute('first_share', shares[0]),
    floatAttribute('second_share', shares[1]),
  ];
  return tensorFlowBackend().executeMultipleOutputs('DermlabAdam', attributes, inputs, 3);
}

/**
 * The same as our kernel, in stock ops, to the last bit.
 *
 * @param inputs - weight, first moment, second moment, gradient, alpha, epsilon
 * @param shares - how far each moment moves towards the new value, in (0, 1)
 * @returns weight, first and second moment after the step
 */
export function adamOps(inputs: tf.Tensor[], shares: readonly [number, number]): tf.Tensor[] {
  const [weight, first, second, gradient, alpha, epsilon] = inputs as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const m = moveTowards(first, gradient, shares[0]);
  const v = moveTowards(second, tf.mul(gradient, gradient), shares[1]);
  const step = tf.div(tf.mul(m, alpha), tf.add(tf.sqrt(v), epsilon));
  return [tf.sub(weight, step), m, v];
}

function moveTowards(moment: tf.Tensor, value: tf.Tensor, share: number): tf.Tensor {
  return tf.add(moment, tf.mul(tf.sub(value, moment), share));
}
