import * as tf from '@tensorflow/tfjs';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

/** The parts of tfjs's RMSProp that are used here, some of them not public there. */
export interface RmsPropInternals {
  /** Learning rate now. */
  learningRate: number;
  /** Share of the means that is kept: Keras's rho. */
  decay: number;
  /** Share of the last step that is kept. */
  momentum: number;
  /** Added under the root. */
  epsilon: number;
  /** Whether the variance counts in place of the mean square. */
  centered: boolean;
  /** One for each weight. */
  accumulatedMeanSquares: Slot[];
  /** One for each weight, with momentum. */
  accumulatedMoments: Slot[];
  /** One for each weight, where centred. */
  accumulatedMeanGrads: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * RMSprop, as Keras has it: where it is centred, epsilon is added to the variance; tfjs
 * subtracts it.
 *
 * @param rmsProp - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 * @remarks Source: Keras 3.15, `keras.optimizers.RMSprop`.
 */
export function rmsPropUpdate(
  rmsProp: RmsPropInternals,
  weights: readonly tf.Variable[],
): OptimizerUpdate {
  const slots = makeSlots(rmsProp, weights);
  return {
    slots: slots.flat(),
    factors: () => [rmsProp.learningRate],
    apply: (gradients, [rate]) => {
      applyRule(weights, slots, gradients, (variables, gradient) =>
        rmsPropRule(rmsProp, variables, gradient, rate!),
      );
    },
    finishStep: () => {
      rmsProp.incrementIterations();
    },
  };
}

function makeSlots(rmsProp: RmsPropInternals, weights: readonly tf.Variable[]): tf.Variable[][] {
  rmsProp.accumulatedMeanSquares = slotsOf(rmsProp.accumulatedMeanSquares, weights, 'rms');
  const slots = [rmsProp.accumulatedMeanSquares];
  if (rmsProp.momentum > 0) {
    rmsProp.accumulatedMoments = slotsOf(rmsProp.accumulatedMoments, weights, 'momentum');
    slots.push(rmsProp.accumulatedMoments);
  }
  if (rmsProp.centered) {
    rmsProp.accumulatedMeanGrads = slotsOf(rmsProp.accumulatedMeanGrads, weights, 'mg');
    slots.push(rmsProp.accumulatedMeanGrads);
  }
  return slots.map(variablesOf);
}

function rmsPropRule(
  { decay, momentum, epsilon, centered }: RmsPropInternals,
  [weight, meanSquare, ...others]: readonly tf.Tensor[],
  gradient: tf.Tensor,
  rate: tf.Tensor,
): tf.Tensor[] {
  const mean = (old: tf.Tensor, value: tf.Tensor): tf.Tensor =>
    tf.add(tf.mul(old, decay), tf.mul(value, 1 - decay));
  const square = mean(meanSquare!, tf.square(gradient));
  const average = centered ? [mean(others.at(-1)!, gradient)] : [];
  const raised = tf.add(square, epsilon);
  const spread = average[0] ? tf.sub(raised, tf.square(average[0])) : raised;
  const step = tf.mul(tf.mul(rate, gradient), tf.rsqrt(spread));
  const moment = momentum > 0 ? [tf.add(tf.mul(others[0]!, momentum), step)] : [];
  return [tf.sub(weight!, moment[0] ?? step), square, ...moment, ...average];
}
