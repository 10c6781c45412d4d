import { AsyncLocalStorage } from 'node:async_hooks';

/** One piece of work that a person can stop, such as a notebook's cell. */
export interface InterruptibleWork {
  /** Aborted when the work is to stop. */
  readonly signal: AbortSignal;
  /** Called by what heeds the signal, so that it is given time to come to a halt. */
  readonly onHeeded?: () => void;
}

// One in a process: a kernel's copy of this library need not be the notebook's.
const CURRENT = Symbol.for('dermlab.interruptibleWork');
const shared = globalThis as { [CURRENT]?: AsyncLocalStorage<InterruptibleWork> | undefined };
const current = (shared[CURRENT] ??= new AsyncLocalStorage<InterruptibleWork>());

/**
 * Runs work that `interruptSignal` will stop, in it and in all that it calls or awaits.
 *
 * @param work - its signal
 * @param run - the work
 * @returns what it returns
 */
export function runInterruptibly<T>(work: InterruptibleWork, run: () => T): T {
  return current.run(work, run);
}

/**
 * The signal of a notebook's stop button, for long work that no other signal was given to.
 *
 * @returns the signal of the work that this call is part of, or undefined outside a notebook
 */
export function interruptSignal(): AbortSignal | undefined {
  const work = current.getStore();
  work?.onHeeded?.();
  return work?.signal;
}
