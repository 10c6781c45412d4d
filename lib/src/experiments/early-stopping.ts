import {
  type BestValue,
  defaultMode,
  isImprovement,
  type MonitoredLog,
  type MonitorOptions,
} from './monitor.js';

/** Keras's `EarlyStopping`: ends a training whose watched figure gets no better. */
export interface EarlyStopping extends MonitorOptions {
  /** Smallest change that counts as better, default 0. */
  readonly minDelta?: number;
  /** Epochs without anything better after which training ends, default 0. */
  readonly patience?: number;
  /** A value that must be beaten, too, before the waiting starts anew; default none. */
  readonly baseline?: number;
  /** Ends with the weights of the best epoch instead of those of the last; default false. */
  readonly restoreBestWeights?: boolean;
  /** Epochs at the beginning that are not looked at; default 0. */
  readonly startFromEpoch?: number;
}

/** Where early stopping stands; plain data, for checkpoints. */
export interface EarlyStoppingState {
  /** Epochs since the last that was better. */
  readonly wait: number;
  /** The best value so far, as text. */
  readonly best: BestValue;
  /** The epoch of the best value, counted from 1; 0 before the first. */
  readonly bestEpoch: number;
}

/** What follows from an epoch. */
export interface EarlyStoppingUpdate {
  /** Where early stopping stands now. */
  readonly state: EarlyStoppingState;
  /** True where this is the best epoch so far, whose weights are those to restore. */
  readonly isBest: boolean;
  /** True where training ends. */
  readonly stop: boolean;
}

/** Where early stopping stands before the first epoch. */
export const EARLY_STOPPING_START: EarlyStoppingState = { wait: 0, best: null, bestEpoch: 0 };

/**
 * Takes the epoch's figures into account, as Keras's `EarlyStopping.on_epoch_end` does.
 *
 * @param state - from the epoch before, or {@link EARLY_STOPPING_START}
 * @param epoch - the epoch that is finished, counted from 1
 * @param log - its figures
 * @param options - as given to Keras
 * @returns the new state, whether the epoch is the best, and whether training ends. Where
 * `restoreBestWeights` is set, the weights of the last best epoch are restored however training ends.
 * @remarks Keras 3.15, `keras/src/callbacks/early_stopping.py`: an epoch better than the one before
 * never ends training, not even where it misses the baseline and patience is spent.
 * @example
 * ```ts
 * const log = { loss: 1, accuracy: 0.5, valLoss: 1, valAccuracy: 0.5 };
 * const first = updateEarlyStopping(EARLY_STOPPING_START, 1, log, { patience: 1 });
 * updateEarlyStopping(first.state, 2, log, { patience: 1 }).stop; // => true
 * ```
 */
export function updateEarlyStopping(
  state: EarlyStoppingState,
  epoch: number,
  log: MonitoredLog,
  options: EarlyStopping,
): EarlyStoppingUpdate {
  const { monitor = 'valLoss', minDelta = 0, patience = 0, startFromEpoch = 0 } = options;
  const { mode = defaultMode(monitor), baseline } = options;
  if (epoch <= startFromEpoch) return { state, isBest: false, stop: false };
  const value = log[monitor];
  const better = (than: BestValue) => isImprovement(value, than, { monitor, mode, minDelta });
  const wait = state.wait + 1;
  if (better(state.best)) {
    const beaten = baseline === undefined || better(String(baseline));
    const best = { wait: beaten ? 0 : wait, best: String(value), bestEpoch: epoch };
    return { state: best, isBest: true, stop: false };
  }
  return { state: { ...state, wait }, isBest: false, stop: wait >= patience };
}
