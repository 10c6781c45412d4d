/** A figure of the epoch's log that a callback watches. */
export type Monitor = 'loss' | 'accuracy' | 'valLoss' | 'valAccuracy';

/** The figures that a callback can watch, after an epoch. */
export type MonitoredLog = Readonly<Record<Monitor, number>>;

/** What Keras's callbacks that watch a figure have in common. */
export interface MonitorOptions {
  /** The figure; default `valLoss`. */
  readonly monitor?: Monitor;
  /** Whether lower or higher is better; default by the figure: losses `min`, accuracies `max`. */
  readonly mode?: 'min' | 'max';
  /** Smallest change that counts as better; its sign is ignored. */
  readonly minDelta?: number;
}

/** The best value so far, as text: checkpoints are JSON, which has no NaN. None before the first. */
export type BestValue = string | null;

/**
 * Says whether a figure is better than the best one, as Keras's `MonitorCallback` does: anything
 * is better than nothing, nothing is better than NaN, and the two are compared in float32.
 *
 * @param value - the epoch's figure
 * @param best - the best one so far
 * @param options - which figure it is, what is better, and by how much
 * @returns true where it is better
 * @remarks Keras 3.15, `keras/src/callbacks/monitor_callback.py`.
 */
export function isImprovement(
  value: number,
  best: BestValue,
  options: Required<MonitorOptions>,
): boolean {
  if (best === null) return true;
  const delta = Math.abs(options.minDelta);
  const reference = Math.fround(Number(best));
  return options.mode === 'max'
    ? Math.fround(value - delta) > reference
    : Math.fround(value + delta) < reference;
}

/**
 * Which way a figure is better where nobody says.
 *
 * @param monitor - the figure
 * @returns `max` for accuracies, `min` for losses
 */
export function defaultMode(monitor: Monitor): 'min' | 'max' {
  return monitor === 'accuracy' || monitor === 'valAccuracy' ? 'max' : 'min';
}
