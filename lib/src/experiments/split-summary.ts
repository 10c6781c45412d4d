import type { DataStep } from './experiment.js';
import type { LabelledRow, PreparedRows } from './prepare-rows.js';
import type { SplitSummary } from './run-result.js';

/**
 * Counts what a reader must know about a split: sizes, and what stands on both sides of it.
 *
 * @param rows - the data set's rows
 * @param classes - class labels in class order
 * @param prepared - row indices of both sides
 * @param steps - the data steps that made them, for the description
 * @returns sizes, and the counts of test rows that training rows share an image or a lesion with
 */
export function summariseSplit(
  rows: readonly LabelledRow[],
  classes: readonly string[],
  prepared: PreparedRows,
  steps: readonly DataStep[],
): SplitSummary {
  const sharedWithTrain = (column: 'image_id' | 'lesion_id') => {
    const inTrain = new Set(Array.from(prepared.train, (row) => rows[row]?.[column]));
    return prepared.test.filter((row) => inTrain.has(rows[row]?.[column])).length;
  };
  const ofClass = (label: string) => prepared.test.filter((row) => rows[row]?.dx === label).length;
  return {
    description: steps.map(describeStep).join(', then '),
    trainRows: prepared.train.length,
    testRows: prepared.test.length,
    testRowsWithImageInTrain: sharedWithTrain('image_id'),
    testRowsWithLesionInTrain: sharedWithTrain('lesion_id'),
    testRowsPerClass: Object.fromEntries(classes.map((label) => [label, ofClass(label)])),
  };
}

function describeStep(step: DataStep): string {
  switch (step.step) {
    case 'resamplePerClass':
      return `${step.rows === 'all' ? 'all' : 'training'} rows resampled to ${step.samplesPerClass} a class`;
    case 'trainTestSplit': {
      const test = Math.round(step.testSize * 100);
      return `split ${100 - test}/${test} by row${step.stratify ? ', stratified' : ''}`;
    }
    case 'stratifiedGroupKFold':
      return `fold ${step.fold} of ${step.nSplits}, stratified, grouped by lesion`;
  }
}
