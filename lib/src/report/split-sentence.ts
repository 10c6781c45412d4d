import { formatCount } from '../charts/index.js';
import type { SplitSummary } from '../experiments/index.js';

/**
 * What was split how, and what stands on both sides, in words.
 *
 * @param split - a run's split, or what `summariseSplit` gives
 * @returns two sentences
 * @example
 * splitSentence(run.split); // 'Split: split 80/20 by row. 2,800 training rows, 700 test rows; …'
 */
export function splitSentence(split: SplitSummary): string {
  const { validationRows, validationRowsWithLesionInTrain: shared } = split;
  const validation =
    validationRows === undefined ? '' : `${formatCount(validationRows)} validation rows, `;
  const leak =
    shared === undefined
      ? ''
      : ` Of the validation rows, ${formatCount(shared)} show a lesion that is also in training rows.`;
  return (
    `Split: ${split.description}. ${formatCount(split.trainRows)} training rows, ` +
    `${validation}${formatCount(split.testRows)} test rows; of the test rows, ` +
    `${formatCount(split.testRowsWithImageInTrain)} show an image that is also a training row and ` +
    `${formatCount(split.testRowsWithLesionInTrain)} a lesion that is.${leak}`
  );
}
