import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../../core/index.js';

/** A slot of tfjs's optimizers. */
export interface Slot {
  /** For tfjs's own files, e.g. `conv/kernel/m`. */
  readonly originalName: string;
  /** Of its weight's shape. */
  readonly variable: tf.Variable;
}

/**
 * The slots of an optimizer: those that it has, or new ones.
 *
 * @param slots - those that it has, none before the first step
 * @param weights - the trainable variables, in the model's order
 * @param suffix - tfjs's name of the kind, e.g. `m`
 * @param start - value of all elements of new slots; default 0
 * @returns one for each weight
 * @throws ArgumentError when the slots are of other weights
 */
export function slotsOf(
  slots: readonly Slot[],
  weights: readonly tf.Variable[],
  suffix: string,
  start = 0,
): Slot[] {
  if (slots.length > 0) return checkSlots(slots, weights);
  return weights.map((weight) => ({
    originalName: `${weight.name}/${suffix}`,
    variable: tf.tidy(() => tf.variable(tf.fill(weight.shape, start), false)),
  }));
}

/**
 * The variables of slots.
 *
 * @param slots - of one kind
 * @returns their variables, in the same order
 */
export function variablesOf(slots: readonly Slot[]): tf.Variable[] {
  return slots.map(({ variable }) => variable);
}

// Layers that are frozen or thawed leave an optimizer with slots of other weights.
function checkSlots(slots: readonly Slot[], weights: readonly tf.Variable[]): Slot[] {
  const fits =
    slots.length === weights.length &&
    slots.every(({ variable }, i) => tf.util.arraysEqual(variable.shape, weights[i]!.shape));
  if (fits) return [...slots];
  throw new ArgumentError(
    `The optimizer has trained ${String(slots.length)} weights, now there are ${String(weights.length)}, ` +
      'or of other shapes: call model.compile with a new optimizer.',
  );
}
