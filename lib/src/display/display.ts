import { randomUUID } from 'node:crypto';
import { sendInOrder } from './display-sink.js';
import { represent } from './representation.js';

/** An output of a notebook that can still change. */
export interface DisplayHandle {
  /** Jupyter's name of the output. */
  readonly displayId: string;
  /**
   * Shows another value in the same place.
   *
   * @param value - anything
   */
  update(value: unknown): void;
}

/**
 * Shows a value below the cell, as if it were the cell's result.
 *
 * @param value - anything; see {@link representation}
 * @returns a handle to change the output in place
 * @throws DisplayError outside a notebook
 * @example
 * ```ts no-run
 * const output = display('loading …');
 * output.update((await loadHam10000()).rows);
 * ```
 */
export function display(value: unknown): DisplayHandle {
  const displayId = randomUUID();
  const send = (shown: unknown, update: boolean) => {
    sendInOrder(represent(shown), (sink, bundle) => {
      sink.display(bundle, { displayId, update });
    });
  };
  send(value, false);
  return {
    displayId,
    update(next) {
      send(next, true);
    },
  };
}

/**
 * Clears what the cell has shown so far.
 *
 * @param options - `wait`: clear when the next output arrives, so that nothing flickers
 * @throws DisplayError outside a notebook
 */
export function clearOutput(options: { readonly wait?: boolean } = {}): void {
  const { wait = false } = options;
  sendInOrder(wait, (sink, content) => {
    sink.clearOutput(content);
  });
}
