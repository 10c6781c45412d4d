import type { OnProgress } from '../core/index.js';
import { type ProgressView, progressView } from './progress-view.js';

/**
 * Shows the progress of work as long as it lasts.
 *
 * @param work - is given what it tells its progress
 * @param before - what each line begins with
 * @returns what the work gives
 */
export async function showingProgress<T>(
  work: (onProgress: OnProgress) => Promise<T>,
  before = '',
): Promise<T> {
  const view = taskView(before);
  try {
    return await work(view.update);
  } finally {
    view.stop();
  }
}

/**
 * Shows tasks that follow one another, each with a line of its own.
 *
 * @param before - what each line begins with
 * @returns what to call while working and at the end
 */
export function taskView(before = ''): { readonly update: OnProgress; readonly stop: () => void } {
  let current: { readonly task: string; readonly view: ProgressView } | undefined;
  const stop = () => {
    current?.view.stop();
    current = undefined;
  };
  return {
    update({ task, done, total }) {
      if (current?.task !== task) {
        stop();
        current = { task, view: progressView(`${before}${task}`) };
      }
      current.view.update(done, total);
      if (done === total) current.view.milestone('done');
    },
    stop,
  };
}
