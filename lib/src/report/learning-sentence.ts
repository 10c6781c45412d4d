import { formatPercent, formatScore } from '../charts/index.js';
import { type EpochLog, learningFindings, type RunResult } from '../experiments/index.js';

/** Points between training and test accuracy from which the two are called apart. */
const APART = 0.05;

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
  return [
    `After epoch ${last.epoch}${mark} the training accuracy is ${formatPercent(last.accuracy)} ` +
      `and the ${rows} accuracy ${formatPercent(last.valAccuracy)}: ${gap(last)}.`,
    lossSentence(history, last, rows),
    ...(quick ? [] : verdictSentences(history, split.validationRows ?? split.testRows, rows)),
    `The best epoch on the ${rows} rows is ${best.epoch} with ` +
      `${formatPercent(best.accuracy.value)}, an optimistic number, chosen on the rows it is scored on.`,
    ...(restoredEpoch === undefined
      ? []
      : [`The weights of epoch ${restoredEpoch} were put back in the end.`]),
  ].join(' ');
}

function gap({ accuracy, valAccuracy }: EpochLog): string {
  const points = formatScore(100 * Math.abs(accuracy - valAccuracy), 1);
  if (accuracy - valAccuracy > APART) return `${points} points more on rows it has learned from`;
  if (valAccuracy - accuracy > APART)
    return `${points} points less while training, when dropout is at work`;
  return `${points} points apart`;
}

function verdictSentences(
  history: readonly EpochLog[],
  watchedRows: number,
  rows: string,
): string[] {
  const { verdict, lossRise, lowestLossEpoch } = learningFindings(history, watchedRows);
  if (verdict === 'neither') return [];
  if (verdict === 'overfits') {
    return [
      `It overfits: since epoch ${lowestLossEpoch} the ${rows} loss has risen by ${formatPercent(lossRise)}, while training goes on to improve.`,
    ];
  }
  return [`It underfits: the ${rows} loss is still falling, so more epochs may help.`];
}

function lossSentence(history: readonly EpochLog[], last: EpochLog, rows: string): string {
  const lowest = history.reduce((low, log) => (log.valLoss < low.valLoss ? log : low));
  const end = `The ${rows} loss ends at ${formatScore(last.valLoss)}`;
  return lowest.epoch === last.epoch
    ? `${end}, its lowest.`
    : `${end}; it was lowest, ${formatScore(lowest.valLoss)}, after epoch ${lowest.epoch}.`;
}
