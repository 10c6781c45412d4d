import * as tf from '@tensorflow/tfjs';
import { adadeltaUpdate } from './adadelta-update.js';
import { adagradUpdate } from './adagrad-update.js';
import { adamUpdate } from './adam-update.js';
import { AdamW, adamWUpdate } from './adam-w.js';
import { adamaxUpdate } from './adamax-update.js';
import type { OptimizerUpdate } from './optimizer-update.js';
import { rmsPropUpdate } from './rms-prop-update.js';
import { sgdUpdate } from './sgd-update.js';

export { AdamW, type AdamWOptions, adamW } from './adam-w.js';
export type { NamedGradient, OptimizerUpdate } from './optimizer-update.js';

type MakeUpdate = (optimizer: never, weights: readonly tf.Variable[]) => OptimizerUpdate;

// A class that extends one of them may do something else.
const UPDATES: ReadonlyMap<unknown, MakeUpdate> = new Map<unknown, MakeUpdate>([
  [tf.AdadeltaOptimizer, adadeltaUpdate],
  [tf.AdagradOptimizer, adagradUpdate],
  [tf.AdamOptimizer, adamUpdate],
  [tf.AdamaxOptimizer, adamaxUpdate],
  [AdamW, adamWUpdate],
  [tf.MomentumOptimizer, sgdUpdate],
  [tf.RMSPropOptimizer, rmsPropUpdate],
  [tf.SGDOptimizer, sgdUpdate],
]);

/**
 * The update of an optimizer that is known here.
 *
 * @param optimizer - the optimizer that the model was compiled with
 * @param weights - the trainable variables, in the model's order
 * @returns the update, or null for an optimizer that is neither tfjs's own nor {@link AdamW}
 * @throws ArgumentError when the optimizer has trained other weights
 */
export function optimizerUpdate(
  optimizer: tf.Optimizer,
  weights: readonly tf.Variable[],
): OptimizerUpdate | null {
  return UPDATES.get(optimizer.constructor)?.(optimizer as never, weights) ?? null;
}
