import type { LabelledRow } from '../datasets/index.js';
import type { DataStep, SamplingStep } from './data-step.js';
import type { PreparedRows } from './prepare-rows.js';
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
  const { validation } = prepared;
  const sharedWithTrain = (column: 'image_id' | 'lesion_id', side: Int32Array) => {
    const inTrain = new Set(Array.from(prepared.train, (row) => rows[row]?.[column]));
    return side.filter((row) => inTrain.has(rows[row]?.[column])).length;
  };
  const ofClass = (label: string) => prepared.test.filter((row) => rows[row]?.dx === label).length;
  return {
    description: steps.map(describeStep).join(', then '),
    trainRows: prepared.train.length,
    ...(validation
      ? {
          validationRows: validation.length,
          validationRowsWithLesionInTrain: sharedWithTrain('lesion_id', validation),
        }
      : {}),
    testRows: prepared.test.length,
    testRowsWithImageInTrain: sharedWithTrain('image_id', prepared.test),
    testRowsWithLesionInTrain: sharedWithTrain('lesion_id', prepared.test),
    testRowsPerClass: Object.fromEntries(classes.map((label) => [label, ofClass(label)])),
  };
}

function describeStep(step: DataStep): string {
  switch (step.step) {
    case 'resamplePerClass':
      return `${whichRows(step)} resampled to ${step.samplesPerClass} a class`;
    case 'randomOverSample':
      return `${whichRows(step)} oversampled to the largest class`;
    case 'randomUnderSample':
      return `${whichRows(step)} undersampled to the smallest class`;
    case 'trainTestSplit': {
      const off = Math.round(step.testSize * 100);
      const how = `split ${100 - off}/${off} by row${step.stratify ? ', stratified' : ''}`;
      return `${how}${intoValidation(step)}`;
    }
    case 'stratifiedKFold':
      return `fold ${step.fold} of ${step.nSplits}, stratified, by row${intoValidation(step)}`;
    case 'stratifiedGroupKFold':
      return `fold ${step.fold} of ${step.nSplits}, stratified, grouped by lesion${intoValidation(step)}`;
    case 'kerasValidationSplit': {
      const held = Math.round(step.validationSplit * 100);
      return `${held} % held back by row, as Keras does it${intoValidation(step)}`;
    }
    case 'withholdTest':
      return 'these test rows withheld';
    case 'dropAugmented':
      return `augmented copies dropped from ${step.from}`;
    case 'givenSplit':
      return 'split as the data set gives it';
  }
}

function whichRows({ rows }: SamplingStep): string {
  return rows === 'all' ? 'all rows' : 'training rows';
}

function intoValidation({ into }: { readonly into?: 'validation' | 'test' }): string {
  return into === 'validation' ? ' (validation)' : '';
}
