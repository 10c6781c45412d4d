import { ArgumentError } from '../core/index.js';
import {
  type BestValue,
  defaultMode,
  isImprovement,
  type MonitoredLog,
  type MonitorOptions,
} from './monitor.js';

/** Keras's `ReduceLROnPlateau`: a smaller learning rate where the watched figure gets no better. */
export interface ReduceLROnPlateau extends MonitorOptions {
  /** Smallest change that counts as better, default 1e-4. */
  readonly minDelta?: number;
  /** What the learning rate is multiplied with, below 1; default 0.1. */
  readonly factor?: number;
  /** Epochs without anything better after which it is reduced, default 10. */
  readonly patience?: number;
  /** Epochs after a reduction in which none are counted, default 0. */
  readonly cooldown?: number;
  /** The learning rate goes no lower than this; default 0. */
  readonly minLr?: number;
}

/** Where the callback stands; plain data, for checkpoints. */
export interface ReduceLROnPlateauState {
  /** Epochs since the last that was better. */
  readonly wait: number;
  /** The best value so far, as text. */
  readonly best: BestValue;
  /** Epochs of cooldown that are left. */
  readonly cooldownCounter: number;
}

/** Where the callback stands before the first epoch. */
export const REDUCE_LR_ON_PLATEAU_START: ReduceLROnPlateauState = {
  wait: 0,
  best: null,
  cooldownCounter: 0,
};

/**
 * Takes the epoch's figures into account, as Keras's `ReduceLROnPlateau.on_epoch_end` does.
 *
 * @param state - from the epoch before, or {@link REDUCE_LR_ON_PLATEAU_START}
 * @param log - the figures of the epoch that is finished
 * @param learningRate - the epoch's learning rate
 * @param options - as given to Keras
 * @returns the new state, and the learning rate of the next epoch: a float32, as Keras keeps it
 * @throws ArgumentError where the factor is 1 or more
 * @remarks Keras 3.15, `keras/src/callbacks/reduce_lr_on_plateau.py`.
 * @example
 * ```ts
 * const log = { loss: 1, accuracy: 0.5, valLoss: 1, valAccuracy: 0.5 };
 * const options = { factor: 0.5, patience: 1 };
 * const first = updateReduceLROnPlateau(REDUCE_LR_ON_PLATEAU_START, log, 0.25, options);
 * updateReduceLROnPlateau(first.state, log, 0.25, options).learningRate; // => 0.125
 * ```
 */
export function updateReduceLROnPlateau(
  state: ReduceLROnPlateauState,
  log: MonitoredLog,
  learningRate: number,
  options: ReduceLROnPlateau,
): { readonly state: ReduceLROnPlateauState; readonly learningRate: number } {
  const { monitor = 'valLoss', minDelta = 1e-4, patience = 10, cooldown = 0 } = options;
  const { mode = defaultMode(monitor) } = options;
  const rate = Math.fround(learningRate);
  const reduced = reducedRate(rate, options);
  const value = log[monitor];
  const cooldownCounter = Math.max(0, state.cooldownCounter - 1);
  if (isImprovement(value, state.best, { monitor, mode, minDelta })) {
    return { state: { wait: 0, best: String(value), cooldownCounter }, learningRate: rate };
  }
  const wait = cooldownCounter > 0 ? 0 : state.wait + 1;
  const next = { ...state, wait, cooldownCounter };
  if (cooldownCounter > 0 || wait < patience || reduced === undefined) {
    return { state: next, learningRate: rate };
  }
  return { state: { ...next, wait: 0, cooldownCounter: cooldown }, learningRate: reduced };
}

/** The next lower learning rate; none where it is at its lowest. */
function reducedRate(
  rate: number,
  { factor = 0.1, minLr = 0 }: ReduceLROnPlateau,
): number | undefined {
  if (factor >= 1) {
    throw new ArgumentError(
      `reduceLROnPlateau: factor is ${factor}, expected less than 1, such as 0.5.`,
    );
  }
  return rate > Math.fround(minLr) ? Math.fround(Math.max(rate * factor, minLr)) : undefined;
}
