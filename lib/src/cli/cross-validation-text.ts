import type { CrossValidation, RunResult } from '../experiments/index.js';
import { pooledAuditLine } from '../report/index.js';
import {
  count,
  percent,
  percentWithDeviation,
  percentWithInterval,
  score,
  scoreWithInterval,
} from './figures.js';
import { plainSpaces, textTable } from './text-table.js';

const HEADER = [
  'fold',
  'test rows',
  'epochs',
  'training loss',
  'training accuracy',
  'test loss',
  'accuracy',
  'balanced accuracy',
];

/**
 * Lays a cross-validation out as text: a line a fold, mean and deviation, the rows of all folds.
 *
 * @param result - its folds and their summary
 * @returns lines of text
 */
export function crossValidationText({ folds, quick, pooled, ...means }: CrossValidation): string {
  const { accuracy, balancedAccuracy, macroF1 } = pooled;
  const [first] = folds;
  const title = first?.experiment.title.replace(/, fold .*/, '') ?? '';
  return [
    `${title}: ${first?.split.description.replace(/fold \d+ of (\d+)/, '$1 folds') ?? ''}`,
    ...textTable([HEADER, ...folds.map(foldCells), meanCells(means)]),
    `all ${count(pooled.testRows)} test rows, ${lesions(pooled)}: accuracy ${percentWithInterval(accuracy)}, balanced accuracy ${percentWithInterval(balancedAccuracy)}, macro-F1 ${scoreWithInterval(macroF1)}`,
    plainSpaces(pooledAuditLine(folds.map(({ split }) => split))),
    ...knownGroups(pooled).map(
      ({ group, testRows, ...value }) =>
        `  ${SHARED[group]}: ${count(testRows)} rows, accuracy ${percentWithInterval(value)}`,
    ),
    ...(quick ? ['Quick run of few epochs: shows the way, says nothing about the model.'] : []),
  ].join('\n');
}

// Where each image counts as a lesion of its own, nothing is known of lesions.
function areLesionsKnown({ lesions: n, testRows }: CrossValidation['pooled']): boolean {
  return n < testRows;
}

function lesions(pooled: CrossValidation['pooled']): string {
  return areLesionsKnown(pooled) ? `${count(pooled.lesions)} lesions` : 'lesions not known';
}

function knownGroups(pooled: CrossValidation['pooled']) {
  const { bySharedWithTrain } = pooled;
  return bySharedWithTrain.filter(({ group }) => group === 'same image' || areLesionsKnown(pooled));
}

const SHARED = {
  'same image': 'the very image is in training',
  'same lesion': 'another image of the lesion is in training',
  'new lesion': 'the lesion is new',
} as const;

function foldCells({ history, split, last }: RunResult, index: number): string[] {
  const { loss = Number.NaN, accuracy = Number.NaN } = history.at(-1) ?? {};
  return [
    String(index + 1),
    count(split.testRows),
    String(history.length),
    score(loss),
    percent(accuracy),
    score(last.logLoss.value),
    percentWithInterval(last.accuracy),
    percentWithInterval(last.balancedAccuracy),
  ];
}

function meanCells(
  means: Pick<CrossValidation, 'accuracy' | 'balancedAccuracy' | 'logLoss'>,
): string[] {
  const { accuracy, balancedAccuracy, logLoss } = means;
  const loss = `${score(logLoss.mean)} ± ${score(logLoss.standardDeviation)}`;
  return [
    'mean ± sd',
    '',
    '',
    '',
    '',
    loss,
    percentWithDeviation(accuracy),
    percentWithDeviation(balancedAccuracy),
  ];
}
