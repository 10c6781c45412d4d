import { DisplayError } from '../core/index.js';
import type { MimeBundle } from './mime-bundle.js';

/** Where a bundle goes. */
export interface DisplayTarget {
  /** Names the output, so that it can be updated. */
  readonly displayId: string;
  /** Whether the output is there already and changes in place. */
  readonly update: boolean;
}

/** What sends outputs to a notebook: the kernel's side of {@link display}. Must not throw. */
export interface DisplaySink {
  /**
   * Shows a bundle.
   *
   * @param bundle - the value's forms
   * @param target - which output it makes or changes
   */
  display(bundle: MimeBundle, target: DisplayTarget): void;
  /**
   * Clears the cell's outputs.
   *
   * @param wait - clear when the next output arrives rather than at once
   */
  clearOutput(wait: boolean): void;
}

/** The sink with the outputs that wait for a picture: one a process, whatever loads this module. */
interface Outlet {
  readonly sink: DisplaySink;
  waiting: number;
  last: Promise<void>;
}

const OUTLET = Symbol.for('dermlab.displaySink');
const shared = globalThis as { [OUTLET]?: Outlet | undefined };

/**
 * Connects {@link display} to a notebook; kernels call it.
 *
 * @param sink - what sends outputs; undefined disconnects
 */
export function setDisplaySink(sink: DisplaySink | undefined): void {
  shared[OUTLET] = sink && { sink, waiting: 0, last: Promise.resolve() };
}

/**
 * Waits until all that was displayed so far is sent; a kernel awaits it before a cell is done.
 *
 * @returns a promise that resolves when nothing waits
 */
export async function displaysSent(): Promise<void> {
  await shared[OUTLET]?.last;
}

/**
 * Sends to the notebook in the order of the calls: at once, or after what still waits.
 *
 * @param content - what `send` needs
 * @param send - sends the content when it is there
 * @throws DisplayError where no notebook is connected
 */
export function sendInOrder<T>(
  content: T | Promise<T>,
  send: (sink: DisplaySink, content: T) => void,
): void {
  const outlet = shared[OUTLET];
  if (!outlet) throw noNotebook();
  const { sink, last } = outlet;
  if (outlet.waiting === 0 && !(content instanceof Promise)) {
    send(sink, content);
    return;
  }
  outlet.waiting += 1;
  outlet.last = last.then(async () => {
    send(sink, await content);
    outlet.waiting -= 1;
  });
}

function noNotebook(): DisplayError {
  return new DisplayError(
    'nothing can be displayed: there is no notebook, expected a cell of a Jupyter notebook. In a script, print the value with console.log, or write what `await representation(value)` gives into a file.',
  );
}
