import type * as tf from '@tensorflow/tfjs';

/** The gradient of one weight, as tfjs's `minimize` hands it on. */
export interface NamedGradient {
  /** Name of the variable. */
  readonly name: string;
  /** Same shape as the variable. */
  readonly tensor: tf.Tensor;
}

/** How an optimizer changes the weights, as tensor ops on its own slots. */
export interface OptimizerUpdate {
  /** Optimizer variables besides the weights: the first slot of all weights, then the second, in Keras's order. */
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

/** The new values of a weight and its slots, from the old ones and the gradient. */
export type UpdateRule = (variables: readonly tf.Variable[], gradient: tf.Tensor) => tf.Tensor[];

/**
 * Assigns each weight and its slots what a rule makes of them.
 *
 * @param weights - the trainable variables
 * @param slots - of each kind one for each weight
 * @param gradients - one for each weight
 * @param rule - gives as many tensors as it takes variables
 */
export function applyRule(
  weights: readonly tf.Variable[],
  slots: readonly (readonly tf.Variable[])[],
  gradients: readonly NamedGradient[],
  rule: UpdateRule,
): void {
  for (const [i, weight] of weights.entries()) {
    const variables = [weight, ...slots.map((kind) => kind[i]!)];
    const results = rule(variables, gradients[i]!.tensor);
    for (const [j, variable] of variables.entries()) variable.assign(results[j]!);
  }
}
