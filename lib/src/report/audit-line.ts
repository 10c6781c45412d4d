import type { SplitAudit } from '../audit/index.js';
import { formatCount, formatPercent } from '../charts/index.js';
import type { SplitSummary } from '../experiments/index.js';

/** What a run counts of its test rows by itself. */
export type CountedRows = Pick<
  SplitSummary,
  'testRows' | 'testRowsWithImageInTrain' | 'testRowsWithLesionInTrain'
>;

/**
 * What test rows share with training, in the one line that goes with every score.
 *
 * @param split - a run's split, or its counts
 * @param audit - of the same split, where `dermlab audit` has compared all images
 * @returns one sentence of plain text
 * @example
 * ```ts
 * const counts = { testRows: 2004, testRowsWithImageInTrain: 0, testRowsWithLesionInTrain: 0 };
 * auditLine(counts).split(';')[0];
 * // => 'Audit: none of the 2,004 test rows shares an image or a lesion with training'
 * ```
 */
export function auditLine(split: CountedRows, audit?: SplitAudit): string {
  const { rows, sameImage, sameLesion, nearDuplicate } = sidesOf(split, audit);
  const shared = sameLesion + (nearDuplicate ?? 0);
  const compared = nearDuplicate !== undefined;
  const unlooked = compared ? '' : '; pixels were not compared (npx dermlab audit does)';
  if (shared === 0) {
    const kinds = compared ? 'an image, a lesion or a near-duplicate' : 'an image or a lesion';
    return `Audit: none of the ${formatCount(rows)} test rows shares ${kinds} with training${unlooked}.`;
  }
  const kinds = [
    `${formatCount(sameImage)} the very image`,
    `${formatCount(sameLesion - sameImage)} another image of the lesion`,
    ...(compared ? [`${formatCount(nearDuplicate)} a near-duplicate`] : []),
  ];
  return (
    `Audit: ${formatCount(shared)} of ${formatCount(rows)} test rows ` +
    `(${formatPercent(shared / rows)}) share something with training: ${kinds.join(', ')}${unlooked}.`
  );
}

/**
 * The same of several runs whose test rows are counted together, such as folds.
 *
 * @param splits - of the runs
 * @returns one sentence of plain text
 */
export function pooledAuditLine(splits: readonly CountedRows[]): string {
  const sum = (key: keyof CountedRows) => splits.reduce((all, split) => all + split[key], 0);
  return auditLine({
    testRows: sum('testRows'),
    testRowsWithImageInTrain: sum('testRowsWithImageInTrain'),
    testRowsWithLesionInTrain: sum('testRowsWithLesionInTrain'),
  });
}

function sidesOf(split: CountedRows, audit: SplitAudit | undefined) {
  if (!audit) {
    return {
      rows: split.testRows,
      sameImage: split.testRowsWithImageInTrain,
      sameLesion: split.testRowsWithLesionInTrain,
      nearDuplicate: undefined,
    };
  }
  const { rows, sameImage, sameLesion, nearDuplicateOfNewLesion: nearDuplicate } = audit.test;
  return { rows, sameImage, sameLesion, nearDuplicate };
}
