import { HEED_STOP } from './heed-stop.js';

/**
 * Counts how often somebody pressed stop, in memory that the wire thread shares, so that code
 * that never yields can look.
 */
export class StopButton {
  readonly shared: SharedArrayBuffer;
  private readonly presses: Int32Array;
  private heeded = 0;

  /**
   * One for each thread.
   *
   * @param shared - of the other thread's
   */
  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.presses = new Int32Array(shared);
  }

  /** Says that somebody pressed it. */
  press(): void {
    Atomics.add(this.presses, 0, 1);
  }

  /** Forgets what was pressed so far. */
  release(): void {
    this.heeded = Atomics.load(this.presses, 0);
  }

  /**
   * From now on the loops of cells call `stop` in each turn while the button is pressed.
   *
   * @param stop - throws where the cell is to be stopped
   */
  heedInLoops(stop: () => void): void {
    const heed = (): void => {
      if (Atomics.load(this.presses, 0) !== this.heeded) stop();
    };
    Object.defineProperty(globalThis, HEED_STOP, { value: heed });
  }
}
