import * as tf from '@tensorflow/tfjs';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

/** The parts of tfjs's Adadelta that are used here, some of them not public there. */
export interface AdadeltaInternals {
  /** Learning rate now. */
  learningRate: number;
  /** Share of the means that is kept. */
  rho: number;
  /** Added under both roots. */
  epsilon: number;
  /** Mean squares of the gradients, one for each weight. */
  accumulatedGrads: Slot[];
  /** Mean squares of the steps, one for each weight. */
  accumulatedUpdates: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * Adadelta, as Keras has it: the gradient of the step itself counts in its mean; tfjs divides by
 * the mean before.
 *
 * @param adadelta - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 * @remarks Source: Zeiler 2012; Keras 3.15, `keras.optimizers.Adadelta`.
 */
export function adadeltaUpdate(
  adadelta: AdadeltaInternals,
  weights: readonly tf.Variable[],
): OptimizerUpdate {
  adadelta.accumulatedGrads = slotsOf(adadelta.accumulatedGrads, weights, 'accum_grad');
  adadelta.accumulatedUpdates = slotsOf(adadelta.accumulatedUpdates, weights, 'accum_var');
  const slots = [adadelta.accumulatedGrads, adadelta.accumulatedUpdates].map(variablesOf);
  return {
    slots: slots.flat(),
    factors: () => [adadelta.learningRate],
    apply: (gradients, [rate]) => {
      applyRule(weights, slots, gradients, ([weight, squares, steps], gradient) => {
        const square = mean(adadelta, squares!, tf.square(gradient));
        const last = tf.sqrt(tf.add(steps!, adadelta.epsilon));
        const step = tf.mul(tf.mul(last, gradient), tf.rsqrt(tf.add(square, adadelta.epsilon)));
        const next = mean(adadelta, steps!, tf.square(step));
        return [tf.sub(weight!, tf.mul(rate!, step)), square, next];
      });
    },
    finishStep: () => {
      adadelta.incrementIterations();
    },
  };
}

function mean({ rho }: AdadeltaInternals, old: tf.Tensor, value: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(old, rho), tf.mul(value, 1 - rho));
}
