import type { FitProgress } from '../experiments/index.js';
import { score } from './figures.js';
import { progressView } from './progress-view.js';

/**
 * Shows a fit: epoch, step, loss, accuracy and time left.
 *
 * @param title - the model's name
 * @returns what to call while fitting and after
 */
export function fitView(title: string): {
  readonly update: (progress: FitProgress) => void;
  readonly stop: () => void;
} {
  const view = progressView(title);
  return {
    update(progress) {
      const { epoch, epochs, step, steps } = progress;
      const detail = `epoch ${epoch}/${epochs}  step ${step}/${steps}  ${figures(progress)}`;
      view.update((epoch - 1) * steps + step, epochs * steps, { detail });
      if (step === steps) view.milestone(`epoch ${epoch}/${epochs}  ${figures(progress)}`);
    },
    stop: () => {
      view.stop();
    },
  };
}

function figures({ loss, accuracy, last }: FitProgress): string {
  const watched = last
    ? `  val loss ${score(last.valLoss)} accuracy ${score(last.valAccuracy)}`
    : '';
  return `loss ${score(loss)} accuracy ${score(accuracy)}${watched}`;
}
