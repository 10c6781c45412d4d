import { wilsonInterval } from '../metrics/index.js';
import { argMax } from './arg-max.js';
import type { EpochLog } from './run-result.js';

/** From this gap on, in fractions, training and watched accuracy are called apart. */
export const NOTABLE_GAP = 0.05;
/** Rise of the watched loss above its lowest that is more than noise, as a share of it. */
const RISE = 0.05;

/** What the curves of a run say, in numbers. */
export interface LearningFindings {
  /** Training accuracy less watched accuracy after the last epoch, a fraction. */
  readonly gap: number;
  /** Epoch with the highest watched accuracy, the first of equals. */
  readonly bestEpoch: number;
  /** Epoch with the lowest watched loss, the first of equals. */
  readonly lowestLossEpoch: number;
  /** Watched loss after the last epoch above its lowest, as a share of the lowest. */
  readonly lossRise: number;
  /**
   * `overfits`: the gap is more than 5 points and more than chance, and the watched loss has risen by
   * more than 5 %. `underfits`: no such gap, and the watched loss was lowest in the last epoch, so it
   * still learns. `neither`: all else.
   */
  readonly verdict: 'overfits' | 'underfits' | 'neither';
}

/**
 * Reads the curves of a run: how far training and validation (or test) end apart, when validation was
 * best, and whether that is over- or underfitting.
 *
 * @param history - one entry an epoch, at least one
 * @param watchedRows - rows behind the watched figures
 * @returns the findings
 * @remarks The gap counts where training accuracy lies outside the watched one's 95 % interval (Wilson).
 * @example
 * ```ts
 * const epoch = (number: number, accuracy: number, valAccuracy: number, valLoss: number) =>
 *   ({ epoch: number, loss: 1, accuracy, valLoss, valAccuracy });
 * const history = [epoch(1, 0.5, 0.5, 1.2), epoch(2, 0.7, 0.6, 1), epoch(3, 0.95, 0.6, 1.4)];
 * learningFindings(history, 500).verdict; // => 'overfits'
 * ```
 */
export function learningFindings(
  history: readonly EpochLog[],
  watchedRows: number,
): LearningFindings {
  const losses = history.map(({ valLoss }) => -valLoss);
  const lowest = argMax(losses);
  const last = history.at(-1)!;
  const gap = last.accuracy - last.valAccuracy;
  const lowestLoss = history[lowest]!.valLoss;
  const lossRise = last.valLoss / lowestLoss - 1;
  const findings = {
    gap,
    bestEpoch: argMax(history.map(({ valAccuracy }) => valAccuracy)) + 1,
    lowestLossEpoch: lowest + 1,
    lossRise,
  };
  const right = Math.round(last.valAccuracy * watchedRows);
  const isApart = gap > NOTABLE_GAP && last.accuracy > wilsonInterval(right, watchedRows).high;
  if (isApart && lossRise > RISE) return { ...findings, verdict: 'overfits' };
  const stillLearns = !isApart && findings.lowestLossEpoch === history.length;
  return { ...findings, verdict: stillLearns ? 'underfits' : 'neither' };
}
