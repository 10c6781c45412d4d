import type { CrossValidation, Estimate, FoldMean, RunResult } from '../experiments/index.js';

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
  const lines = [HEADER, ...folds.map(foldCells), meanCells(means)];
  const widths = HEADER.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const { accuracy, balancedAccuracy, macroF1 } = pooled;
  const [first] = folds;
  const title = first?.experiment.title.replace(/, fold .*/, '') ?? '';
  return [
    `${title}: ${first?.split.description.replace(/fold \d+ of (\d+)/, '$1 folds') ?? ''}`,
    ...table,
    `all ${count(pooled.testRows)} test rows, ${lesions(pooled)}: accuracy ${estimate(accuracy)}, balanced accuracy ${estimate(balancedAccuracy)}, macro-F1 ${estimate(macroF1)}`,
    ...knownGroups(pooled).map(
      ({ group, testRows, ...value }) =>
        `  ${SHARED[group]}: ${count(testRows)} rows, accuracy ${estimate(value)}`,
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
    loss.toFixed(3),
    percent(accuracy),
    last.logLoss.value.toFixed(3),
    estimate(last.accuracy),
    estimate(last.balancedAccuracy),
  ];
}

function meanCells(
  means: Pick<CrossValidation, 'accuracy' | 'balancedAccuracy' | 'logLoss'>,
): string[] {
  const { accuracy, balancedAccuracy, logLoss } = means;
  const loss = `${logLoss.mean.toFixed(3)} ± ${logLoss.standardDeviation.toFixed(3)}`;
  return ['mean ± sd', '', '', '', '', loss, plusMinus(accuracy), plusMinus(balancedAccuracy)];
}

function plusMinus({ mean, standardDeviation }: FoldMean): string {
  return `${(mean * 100).toFixed(2)} ± ${(standardDeviation * 100).toFixed(2)} %`;
}

function estimate({ value, low, high }: Estimate): string {
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
