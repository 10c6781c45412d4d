import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { interruptSignal } from '../core/index.js';

const YIELD_EVERY_MS = 50;

/** Ends tfjs's training at the next batch once a signal is aborted; the history so far is kept. */
class StopWhenAborted extends tf.Callback {
  private readonly signal: AbortSignal;
  private yieldedAt = 0;

  constructor(signal: AbortSignal) {
    super();
    this.signal = signal;
  }

  // tfjs's fit awaits, but for nothing that would let an event in.
  override async onBatchEnd(): Promise<void> {
    if (performance.now() - this.yieldedAt > YIELD_EVERY_MS) {
      await setImmediate();
      this.yieldedAt = performance.now();
    }
    if (this.signal.aborted) this.model.stopTraining = true;
  }
}

type Fit = (this: unknown, ...args: unknown[]) => Promise<tf.History>;

/** Makes tfjs's own `fit` and `fitDataset` heed a notebook's stop button. */
export function heedInterruptInFit(): void {
  const prototype = tf.LayersModel.prototype as unknown as Record<string, Fit>;
  for (const name of ['fit', 'fitDataset']) {
    const original = prototype[name]!;
    const optionsAt = name === 'fit' ? 2 : 1;
    prototype[name] = function (...args) {
      const signal = interruptSignal();
      const options = (args[optionsAt] ?? {}) as tf.ModelFitArgs;
      if (signal) {
        const callbacks = [...callbacksOf(options), new StopWhenAborted(signal)];
        args[optionsAt] = { ...options, callbacks };
      }
      return original.apply(this, args);
    };
  }
}

// tfjs takes a callback, functions for one, or a list of callbacks.
function callbacksOf({ callbacks }: tf.ModelFitArgs): tf.Callback[] {
  if (!callbacks) return [];
  if (Array.isArray(callbacks)) return callbacks as tf.Callback[];
  const callback = 'setModel' in callbacks ? callbacks : new tf.CustomCallback(callbacks);
  return [callback as tf.Callback];
}
