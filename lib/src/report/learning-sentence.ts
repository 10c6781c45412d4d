import { formatPercent, formatScore } from '../charts/index.js';
import {
  type EpochLog,
  type LearningFindings,
  learningFindings,
  NOTABLE_GAP,
  type RunResult,
} from '../experiments/index.js';

/**
 * What the curves of a run say, in words: where training and test (or validation) accuracy end,
 * whether the loss there still falls, whether that is over- or underfitting, and the best epoch, called
 * optimistic.
 *
 * @param run - a finished run
 * @returns sentences of plain text
 * @example
 * learningSentence(run); // 'After epoch 50 the training accuracy is 74.1 % and the test …'
 */
export function learningSentence({
  history,
  best,
  quick,
  split,
  restoredEpoch,
}: RunResult): string {
  const last = history.at(-1);
  if (!last) return 'No epoch was run.';
  const rows = split.validationRows === undefined ? 'test' : 'validation';
  const mark = quick ? ' (quick run)' : '';
  const findings = learningFindings(history, split.validationRows ?? split.testRows);
  return [
    `After epoch ${last.epoch}${mark} the training accuracy is ${formatPercent(last.accuracy)} ` +
      `and the ${rows} accuracy ${formatPercent(last.valAccuracy)}: ${gapText(findings.gap)}.`,
    lossSentence(history, findings, rows),
    ...(quick ? [] : verdictSentences(findings, rows)),
    `The best epoch on the ${rows} rows is ${best.epoch} with ` +
      `${formatPercent(best.accuracy.value)}, an optimistic number, chosen on the rows it is scored on.`,
    ...(restoredEpoch === undefined
      ? []
      : [`The weights of epoch ${restoredEpoch} were put back in the end.`]),
  ].join(' ');
}

function gapText(gap: number): string {
  const points = formatScore(100 * Math.abs(gap), 1);
  if (gap > NOTABLE_GAP) return `${points} points more on rows it has learned from`;
  if (-gap > NOTABLE_GAP) return `${points} points less while training, when dropout is at work`;
  return `${points} points apart`;
}

function verdictSentences(
  { verdict, lossRise, lowestLossEpoch }: LearningFindings,
  rows: string,
): string[] {
  if (verdict === 'neither') return [];
  if (verdict === 'overfits') {
    return [
      `It overfits: since epoch ${lowestLossEpoch} the ${rows} loss has risen by ${formatPercent(lossRise)}, while training goes on to improve.`,
    ];
  }
  return [`It underfits: the ${rows} loss is still falling, so more epochs may help.`];
}

function lossSentence(
  history: readonly EpochLog[],
  { lowestLossEpoch }: LearningFindings,
  rows: string,
): string {
  const lossAfter = (epoch: number) => formatScore(history[epoch - 1]?.valLoss ?? Number.NaN);
  const end = `The ${rows} loss ends at ${lossAfter(history.length)}`;
  return lowestLossEpoch === history.length
    ? `${end}, its lowest.`
    : `${end}; it was lowest, ${lossAfter(lowestLossEpoch)}, after epoch ${lowestLossEpoch}.`;
}
