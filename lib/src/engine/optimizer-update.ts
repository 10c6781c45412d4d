import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { floatAttribute, hasOwnKernels, tensorFlowBackend } from './tensorflow-binding.js';

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
  /** The rest: only with momentum. */
  momentum?: number;
  useNesterov?: boolean;
  accumulations?: Slot[];
  incrementIterations(): void;
}

/** How an optimizer changes the weights, as tensor ops on its own slots. */
export interface OptimizerUpdate {
  /** Optimizer variables besides the weights, in a fixed order. */
  readonly slots: readonly tf.Variable[];
  /** What the coming step depends on besides gradients: inputs of a compiled step. */
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
 * @returns the update, or null for an optimizer other than Adam and SGD, with momentum or without
 * @throws ArgumentError when the optimizer has trained other weights
 */
export function optimizerUpdate(
  optimizer: tf.Optimizer,
  weights: readonly tf.Variable[],
): OptimizerUpdate | null {
  switch (optimizer.getClassName()) {
    case 'Adam':
      return adamUpdate(optimizer as unknown as AdamInternals, weights);
    case 'SGD':
    case 'Momentum':
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

// Layers that are frozen or thawed leave an optimizer with slots of other weights.
function checkSlots(slots: readonly Slot[], weights: readonly tf.Variable[]): void {
  const fits =
    slots.length === weights.length &&
    slots.every(({ variable }, i) => tf.util.arraysEqual(variable.shape, weights[i]!.shape));
  if (fits) return;
  throw new ArgumentError(
    `The optimizer has trained ${String(slots.length)} weights, now there are ${String(weights.length)}, ` +
      'or of other shapes: call model.compile with a new optimizer.',
  );
}

// Kingma and Ba 2015 as Keras has it: w -= a m / (sqrt(v) + e), where the bias corrections
// are drawn into a and e stays. tfjs divides each moment instead.
function adamUpdate(adam: AdamInternals, weights: readonly tf.Variable[]): OptimizerUpdate {
  if (adam.accumulatedFirstMoment.length === 0) {
    adam.accumulatedFirstMoment = makeSlots(weights, 'm');
    adam.accumulatedSecondMoment = makeSlots(weights, 'v');
  }
  checkSlots(adam.accumulatedFirstMoment, weights);
  const first = adam.accumulatedFirstMoment.map((slot) => slot.variable);
  const second = adam.accumulatedSecondMoment.map((slot) => slot.variable);
  return {
    slots: [...first, ...second],
    factors: () => [adam.learningRate, adam.iterations + 1],
    apply: (gradients, [rate, step]) => {
      const scalars = [adamAlpha(adam, rate!, step!), tf.scalar(adam.epsilon)];
      for (const [i, weight] of weights.entries()) {
        const variables = [weight, first[i]!, second[i]!];
        const inputs = [...variables, gradients[i]!.tensor, ...scalars];
        const shares = [1 - adam.beta1, 1 - adam.beta2] as const;
        const results = hasOwnKernels() ? adamKernel(inputs, shares) : adamOps(inputs, shares);
        for (const [j, variable] of variables.entries()) variable.assign(results[j]!);
      }
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

// As Keras has it: the velocity holds the learning rate, where tfjs multiplies it in afterwards,
// so that a change of the rate works back on steps already done.
function sgdUpdate(sgd: SgdInternals, weights: readonly tf.Variable[]): OptimizerUpdate {
  const velocities = velocitiesOf(sgd, weights);
  return {
    slots: velocities,
    factors: () => [sgd.learningRate],
    apply: (gradients, [learningRate]) => {
      for (const [i, weight] of weights.entries()) {
        const step = tf.mul(gradients[i]!.tensor, learningRate!);
        const velocity = velocities[i];
        const change = velocity ? momentumChange(sgd, velocity, step) : tf.neg(step);
        weight.assign(tf.add(weight, change));
      }
    },
    finishStep: () => {
      sgd.incrementIterations();
    },
  };
}

function velocitiesOf(sgd: SgdInternals, weights: readonly tf.Variable[]): tf.Variable[] {
  if (!sgd.accumulations) return [];
  if (sgd.accumulations.length === 0) sgd.accumulations = makeSlots(weights, 'momentum');
  checkSlots(sgd.accumulations, weights);
  return sgd.accumulations.map((slot) => slot.variable);
}

function momentumChange(sgd: SgdInternals, velocity: tf.Variable, step: tf.Tensor): tf.Tensor {
  const momentum = sgd.momentum!;
  const next = tf.sub(tf.mul(velocity, momentum), step);
  velocity.assign(next);
  return sgd.useNesterov ? tf.sub(tf.mul(next, momentum), step) : next;
}
