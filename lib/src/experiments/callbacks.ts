import { type StateArray, type TrainStep, tf } from '../engine/index.js';
import {
  EARLY_STOPPING_START,
  type EarlyStoppingState,
  updateEarlyStopping,
} from './early-stopping.js';
import type { Training } from './experiment.js';
import {
  REDUCE_LR_ON_PLATEAU_START,
  type ReduceLROnPlateauState,
  updateReduceLROnPlateau,
} from './reduce-lr-on-plateau.js';
import type { EpochLog } from './run-result.js';

/** Where the callbacks stand after an epoch. */
export interface CallbackState {
  /** Of early stopping. */
  readonly earlyStopping: EarlyStoppingState;
  /** Of the learning rate's reduction. */
  readonly reduceLROnPlateau: ReduceLROnPlateauState;
  /** True where training is over. */
  readonly stopped: boolean;
}

/** Before the first epoch. */
export const CALLBACKS_START: CallbackState = {
  earlyStopping: EARLY_STOPPING_START,
  reduceLROnPlateau: REDUCE_LR_ON_PLATEAU_START,
  stopped: false,
};

/**
 * Lets the callbacks act on a finished epoch: the learning rate of the next epoch is set, and
 * whether there is one is decided.
 *
 * @param state - from the epoch before
 * @param log - the epoch's figures
 * @param training - which callbacks there are
 * @param step - its learning rate is set
 * @returns the new state, and whether this epoch's weights are those to restore
 */
export function runCallbacks(
  state: CallbackState,
  log: EpochLog,
  { earlyStopping, reduceLROnPlateau }: Training,
  step: TrainStep,
): { readonly state: CallbackState; readonly isBest: boolean } {
  const next = { ...state };
  let isBest = false;
  if (reduceLROnPlateau) {
    const { reduceLROnPlateau: before } = state;
    const update = updateReduceLROnPlateau(before, log, step.learningRate, reduceLROnPlateau);
    next.reduceLROnPlateau = update.state;
    step.learningRate = update.learningRate;
  }
  if (earlyStopping) {
    const update = updateEarlyStopping(state.earlyStopping, log.epoch, log, earlyStopping);
    next.earlyStopping = update.state;
    next.stopped = update.stop;
    isBest = update.isBest && earlyStopping.restoreBestWeights === true;
  }
  return { state: next, isBest };
}

/**
 * Copies a model's weights out of TensorFlow.
 *
 * @param model - any
 * @returns in the model's own order
 */
export function copyWeights(model: tf.LayersModel): StateArray[] {
  return model.getWeights().map((weight, index) => ({
    name: `weight/${index}`,
    shape: weight.shape,
    values: weight.dataSync<'float32'>(),
  }));
}

/**
 * Puts copied weights back; the optimizer stays as it is, as in Keras.
 *
 * @param model - the model that they were copied from
 * @param weights - from {@link copyWeights}
 */
export function restoreWeights(model: tf.LayersModel, weights: readonly StateArray[]): void {
  tf.tidy(() => {
    model.setWeights(weights.map(({ values, shape }) => tf.tensor(values.slice(), [...shape])));
  });
}
