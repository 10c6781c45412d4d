import * as tf from '@tensorflow/tfjs';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

/** The parts of tfjs's Adamax that are used here, some of them not public there. */
export interface AdamaxInternals {
  /** Learning rate now, before `decay`. */
  learningRate: number;
  /** Share of the first moment that is kept. */
  beta1: number;
  /** Share of the norm that is kept. */
  beta2: number;
  /** Added to the norm. */
  epsilon: number;
  /** How much each step makes the learning rate smaller; Keras 3 has none. */
  decay: number;
  /** Steps done. */
  iterations: number;
  /** The same as a variable, for tfjs's own training. */
  iteration: tf.Variable;
  /** beta1 to the power of the coming step, likewise. */
  accBeta1: tf.Variable;
  /** One for each weight. */
  accumulatedFirstMoment: Slot[];
  /** One for each weight. */
  accumulatedWeightedInfNorm: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * Adamax, as Keras has it.
 *
 * @param adamax - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 * @remarks Source: Kingma and Ba 2015; Keras 3.15, `keras.optimizers.Adamax`.
 */
export function adamaxUpdate(
  adamax: AdamaxInternals,
  weights: readonly tf.Variable[],
): OptimizerUpdate {
  adamax.accumulatedFirstMoment = slotsOf(adamax.accumulatedFirstMoment, weights, 'm');
  adamax.accumulatedWeightedInfNorm = slotsOf(adamax.accumulatedWeightedInfNorm, weights, 'v');
  const slots = [adamax.accumulatedFirstMoment, adamax.accumulatedWeightedInfNorm].map(variablesOf);
  const { beta1, beta2, epsilon } = adamax;
  return {
    slots: slots.flat(),
    factors: () => [
      adamax.learningRate / (1 + adamax.decay * adamax.iterations),
      adamax.iterations + 1,
    ],
    apply: (gradients, [rate, step]) => {
      const correction = tf.sub(1, tf.pow(beta1, step!));
      applyRule(weights, slots, gradients, ([weight, moment, norm], gradient) => {
        const m = tf.add(moment!, tf.mul(tf.sub(gradient, moment!), 1 - beta1));
        const u = tf.maximum(tf.mul(norm!, beta2), tf.abs(gradient));
        const change = tf.div(tf.mul(rate!, m), tf.mul(correction, tf.add(u, epsilon)));
        return [tf.sub(weight!, change), m, u];
      });
    },
    finishStep: () => {
      adamax.incrementIterations();
      syncCounters(adamax);
    },
  };
}

// So that tfjs's own training can go on with this optimizer.
function syncCounters(adamax: AdamaxInternals): void {
  tf.tidy(() => {
    adamax.iteration.assign(tf.scalar(adamax.iterations));
    adamax.accBeta1.assign(tf.scalar(adamax.beta1 ** (adamax.iterations + 1)));
  });
}
