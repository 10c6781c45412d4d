import type { InterruptibleWork } from '../core/index.js';
import { CellOutput, type Publish } from './cell-output.js';
import type { Json } from './wire-message.js';

/** Why a cell ended that was stopped. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** How long work that heeds the stop button may take to come to a halt. */
const HALT_MS = 10_000;

/** A cell while it runs, and after, for what it left running. */
export class Cell {
  /** Of its script. */
  readonly name: string;
  readonly output: CellOutput;
  /** What the reply brings besides: pages for the pager. */
  readonly payload: Json[] = [];
  isRunning = true;
  private readonly controller = new AbortController();
  private heedsSignal = false;
  private readonly ended: Promise<never>;
  private endWith: (reason: unknown) => void = () => undefined;

  constructor(executionCount: number, publish: Publish) {
    this.name = `cell[${executionCount}]`;
    this.output = new CellOutput(publish);
    this.ended = new Promise((_resolve, reject) => {
      this.endWith = reject;
    });
    this.ended.catch(() => undefined);
  }

  /** For what runs in it. */
  get work(): InterruptibleWork {
    return {
      signal: this.controller.signal,
      onHeeded: () => {
        this.heedsSignal = true;
      },
    };
  }

  /** Whether somebody pressed stop. */
  get isInterrupted(): boolean {
    return this.controller.signal.aborted;
  }

  /**
   * Waits for the cell's code.
   *
   * @param code - settles when it has run
   * @returns its value
   * @throws whatever it throws, or what ended it before
   */
  async wait(code: Promise<unknown>): Promise<unknown> {
    return Promise.race([code, this.ended]);
  }

  /**
   * Ends the cell, though its code may not have run to its end.
   *
   * @param reason - an error
   */
  end(reason: unknown): void {
    this.endWith(reason);
  }

  /** Asks the cell to stop, and gives time to what says that it will. */
  interrupt(): void {
    this.abort();
    const end = (): void => {
      this.end(new Interrupted('The cell was stopped. What it started may still be running.'));
    };
    if (!this.heedsSignal) end();
    else setTimeout(end, HALT_MS).unref();
  }

  /** Tells the cell's work that it is to stop. */
  abort(): void {
    this.controller.abort(new Interrupted('The cell was stopped.'));
  }
}
