import type { SideAudit, SplitAudit } from '../audit/index.js';
import { formatCount } from '../charts/index.js';
import type { SplitSummary } from '../experiments/index.js';

/**
 * What was split how, and what stands on both sides, in words.
 *
 * @param split - a run's split, or what `summariseSplit` gives
 * @param audit - of the same split, where near-duplicates were looked for
 * @returns two sentences, or more
 * @example
 * splitSentence(run.split); // 'Split: split 80/20 by row. 2,800 training rows, 700 test rows; …'
 */
export function splitSentence(split: SplitSummary, audit?: SplitAudit): string {
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
    `${formatCount(split.testRowsWithLesionInTrain)} a lesion that is.${leak}` +
    nearDuplicates('test', audit?.test) +
    nearDuplicates('validation', audit?.validation)
  );
}

function nearDuplicates(side: string, audit: SideAudit | undefined): string {
  const { rows, nearDuplicate, nearDuplicateOfNewLesion, clean } = audit ?? {};
  if (nearDuplicate === undefined || nearDuplicateOfNewLesion === undefined) return '';
  return (
    ` Of the ${side} rows, ${formatCount(nearDuplicate)} are near-duplicates of another training ` +
    `image, ${formatCount(nearDuplicateOfNewLesion)} of them under a lesion id that is not in training; ` +
    `${formatCount(clean ?? 0)} of ${formatCount(rows ?? 0)} share nothing with it.`
  );
}
