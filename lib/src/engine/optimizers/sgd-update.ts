import * as tf from '@tensorflow/tfjs';
import { applyRule, type OptimizerUpdate } from './optimizer-update.js';
import { type Slot, slotsOf, variablesOf } from './slots.js';

/** The parts of tfjs's SGD that are used here, some of them not public there. */
export interface SgdInternals {
  /** Learning rate now. */
  learningRate: number;
  /** Share of the velocity that is kept; with momentum. */
  momentum?: number;
  /** Whether the step looks ahead; with momentum. */
  useNesterov?: boolean;
  /** The velocities; with momentum. */
  accumulations?: Slot[];
  /** Counts a step. */
  incrementIterations(): void;
}

/**
 * Gradient descent with momentum or without, as Keras has it: the velocity holds the learning
 * rate, where tfjs multiplies it in afterwards, so that a change of the rate works back on steps
 * already done.
 *
 * @param sgd - the optimizer
 * @param weights - the trainable variables, in the model's order
 * @returns the update
 * @remarks Source: Keras 3.15, `keras.optimizers.SGD`.
 */
export function sgdUpdate(sgd: SgdInternals, weights: readonly tf.Variable[]): OptimizerUpdate {
  if (sgd.accumulations) sgd.accumulations = slotsOf(sgd.accumulations, weights, 'momentum');
  const slots = sgd.accumulations ? [variablesOf(sgd.accumulations)] : [];
  return {
    slots: slots.flat(),
    factors: () => [sgd.learningRate],
    apply: (gradients, [rate]) => {
      applyRule(weights, slots, gradients, ([weight, velocity], gradient) => {
        const step = tf.mul(gradient, rate!);
        return velocity ? withMomentum(sgd, weight!, velocity, step) : [tf.sub(weight!, step)];
      });
    },
    finishStep: () => {
      sgd.incrementIterations();
    },
  };
}

function withMomentum(
  { momentum, useNesterov }: SgdInternals,
  weight: tf.Tensor,
  velocity: tf.Tensor,
  step: tf.Tensor,
): tf.Tensor[] {
  const next = tf.sub(tf.mul(velocity, momentum!), step);
  const change = useNesterov ? tf.sub(tf.mul(next, momentum!), step) : next;
  return [tf.add(weight, change), next];
}
