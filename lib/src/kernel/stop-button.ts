import { HEED_STOP } from './heed-stop.js';

/**
 * Counts how often somebody pressed stop, in memory that the wire thread shares, so that code
 * that never yields can look.
 */
export class StopButton {
  /** Memory for the other thread's. */
  readonly shared: SharedArrayBuffer;
  private readonly memory: Int32Array;
  private heeded = 0;

  /**
   * One for each thread.
   *
   * @param shared - of the other thread's
   */
  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.memory = new Int32Array(shared);
  }

  /** How often it was pressed so far. */
  get presses(): number {
    return Atomics.load(this.memory, 0);
  }

  /** Says that somebody pressed it. */
  press(): void {
    Atomics.add(this.memory, 0, 1);
  }

  /**
   * Forgets presses.
   *
   * @param presses - how many, of the first on
   */
  release(presses: number): void {
    this.heeded = Math.max(this.heeded, presses);
  }

  /**
   * From now on the loops of cells call `stop` in each turn while the button is pressed.
   *
   * @param stop - throws where the cell is to be stopped
   */
  heedInLoops(stop: () => void): void {
    const heed = (): void => {
      if (this.presses !== this.heeded) stop();
    };
    Object.defineProperty(globalThis, HEED_STOP, { value: heed });
  }
}
