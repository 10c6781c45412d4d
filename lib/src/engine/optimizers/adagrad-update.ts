import * as tf from '@tensorflow/tfjs';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

const EPSILON = 1e-7;

/** The parts of tfjs's Adagrad that are used here, some of them not public there. */
export interface AdagradInternals {
  /** Learning rate now. */
  learningRate: number;
  /** What the sums of squares begin with. */
  initialAccumulatorValue: number;
  /** One for each weight. */
  accumulatedGrads: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * Adagrad, as Keras has it; its epsilon is 1e-7, as tfjs lets no one set it.
 *
 * @param adagrad - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 * @remarks Source: Keras 3.15, `keras.optimizers.Adagrad`.
 */
export function adagradUpdate(
  adagrad: AdagradInternals,
  weights: readonly tf.Variable[],
): OptimizerUpdate {
  const { accumulatedGrads, initialAccumulatorValue } = adagrad;
  adagrad.accumulatedGrads = slotsOf(
    accumulatedGrads,
    weights,
    'accumulator',
    initialAccumulatorValue,
  );
  const slots = [variablesOf(adagrad.accumulatedGrads)];
  return {
    slots: slots.flat(),
    factors: () => [adagrad.learningRate],
    apply: (gradients, [rate]) => {
      applyRule(weights, slots, gradients, ([weight, accumulator], gradient) => {
        const sum = tf.add(accumulator!, tf.square(gradient));
        const step = tf.mul(tf.mul(rate!, gradient), tf.rsqrt(tf.add(sum, EPSILON)));
        return [tf.sub(weight!, step), sum];
      });
    },
    finishStep: () => {
      adagrad.incrementIterations();
    },
  };
}
