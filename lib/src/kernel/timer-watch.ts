import { createHook } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** How long timers are waited for. */
const PATIENCE_MS = 2000;
const LOOK_EVERY_MS = 10;

/** A timer of Node's, with what it does not tell in public. */
interface Timer {
  readonly _destroyed: boolean;
  readonly _repeat: number | null;
  hasRef(): boolean;
}

/** Knows which timers were set while it watched. */
export class TimerWatch {
  private readonly timers = new Set<Timer>();
  private readonly hook = createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === 'Timeout') this.timers.add(resource as Timer);
    },
  });

  /** Begins to watch. */
  start(): void {
    this.hook.enable();
  }

  /** Ends the watch, and forgets what it saw. */
  stop(): void {
    this.hook.disable();
    this.timers.clear();
  }

  /**
   * Waits for the timers to fire, but not for those that repeat or that keep no process alive.
   *
   * @returns when they have, or when patience is at its end
   */
  async settled(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.isPending() && performance.now() < end) {
      await delay(LOOK_EVERY_MS, undefined, { ref: false });
    }
  }

  private isPending(): boolean {
    return [...this.timers].some((timer) => {
      const { _destroyed: isDone, _repeat: repeat } = timer;
      return !isDone && repeat === null && timer.hasRef();
    });
  }
}
