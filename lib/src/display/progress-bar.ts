import { timeLeft } from '../core/index.js';
import { type DisplayHandle, display } from './display.js';
import { JUPYTER_DISPLAY } from './own-bundle.js';
import { progressBundle } from './progress-bundle.js';

const SHOW_EVERY_MS = 250;

/** What a progress bar is about. */
export interface ProgressBarOptions {
  /** Units in all, more than 0. */
  readonly total: number;
  /** What is being done. */
  readonly label?: string;
}

/** A progress bar below a notebook's cell. */
export interface ProgressBar {
  /**
   * Shows how far the work is; at most four times a second, and always at the end.
   *
   * @param done - units finished so far
   * @param text - what else there is to say, e.g. a loss
   */
  update(done: number, text?: string): void;
  /** Shows the last state, whenever that was told. */
  finish(): void;
}

/**
 * Shows a progress bar below the cell and moves it in place.
 *
 * @param options - total and label
 * @returns what to call while working and after
 * @throws DisplayError outside a notebook
 * @example
 * ```ts no-run
 * const bar = progressBar({ total: 1000, label: 'bootstrap' });
 * for (let sample = 1; sample <= 1000; sample += 1) bar.update(sample);
 * ```
 */
export function progressBar({ total, label = 'progress' }: ProgressBarOptions): ProgressBar {
  const clock = timeLeft();
  let state = { done: 0, total, label, left: clock(0, total), text: '' };
  let shownAt = performance.now();
  let isShown = true;
  const output: DisplayHandle = display(asShown(state));
  const show = () => {
    output.update(asShown(state));
    shownAt = performance.now();
    isShown = true;
  };
  return {
    update(done, text = '') {
      state = { ...state, done, text, left: clock(done, total) };
      isShown = false;
      if (done >= total || performance.now() - shownAt >= SHOW_EVERY_MS) show();
    },
    finish() {
      if (!isShown) show();
    },
  };
}

function asShown(state: Parameters<typeof progressBundle>[0]) {
  return { [JUPYTER_DISPLAY]: () => progressBundle(state) };
}
