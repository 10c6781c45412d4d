import type { OnProgress } from '../core/index.js';
import type { FitProgress } from '../experiments/index.js';
import { type ProgressBar, progressBar } from './progress-bar.js';

/**
 * Shows what a loader or decoder tells, a bar for each of its tasks.
 *
 * @returns the `onProgress` of `loadHam10000` and `decodeImages`, or the `onDecode` of a run
 * @throws DisplayError outside a notebook, when the work begins
 * @example
 * ```ts no-run
 * const ham10000 = await loadHam10000({ path: 'data/ham10000', onProgress: taskProgressBar() });
 * ```
 */
export function taskProgressBar(): OnProgress {
  let shown:
    | { readonly task: string; readonly total: number; readonly bar: ProgressBar }
    | undefined;
  return ({ task, done, total }) => {
    if (shown?.task !== task || shown.total !== total) {
      shown = { task, total, bar: progressBar({ total, label: task }) };
    }
    shown.bar.update(done);
    if (done >= total) shown = undefined;
  };
}

/**
 * Receives a fit's progress, as a run's `onFit` does.
 *
 * @param progress - epoch, batch and running means
 */
export type OnFit = (progress: FitProgress) => void;

/**
 * Shows a fit: epoch, loss, accuracy and time left.
 *
 * @param label - what is fitted, e.g. the model's name
 * @returns the `onFit` of a run
 * @throws DisplayError outside a notebook, when the fit begins
 */
export function fitProgressBar(label = 'training'): OnFit {
  let bar: ProgressBar | undefined;
  return (progress) => {
    const { epoch, epochs, step, steps } = progress;
    const total = epochs * steps;
    bar ??= progressBar({ total, label });
    bar.update((epoch - 1) * steps + step, fitText(progress));
    if (epoch === epochs && step === steps) bar = undefined;
  };
}

function fitText({ epoch, epochs, loss, accuracy, last }: FitProgress): string {
  const watched = last ? ` · val accuracy ${last.valAccuracy.toFixed(3)}` : '';
  const running = `loss ${loss.toFixed(3)} · accuracy ${accuracy.toFixed(3)}`;
  return `epoch ${epoch}/${epochs} · ${running}${watched}`;
}
