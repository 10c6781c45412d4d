import {
  ageHistogramChart,
  barCounts,
  type ChartOptions,
  candidateScores,
  confusionMatrixHeatmap,
  crossTableHeatmap,
  type Figure,
  fractionMisclassifiedPerClass,
  precisionRecallCurves,
  reliabilityDiagram,
  reportedVersusReproduced,
  rocCurves,
  scoresByValue,
  subgroupForest,
  trainingCurves,
} from '../../lib/src/charts/index.js';

const measured = { value: 0.7, low: 0.66, high: 0.74, baseline: 0.16, testRows: 700 };
const score = { value: 0.75, low: 0.5, high: 1 };
const bin = { low: 0.6, high: 0.7, rows: 20, confidence: 0.65, accuracy: 0.6 };
const curve = { label: 'mel', score, rows: 2 };
const axes = { fpr: Float64Array.of(0, 0.5, 1), tpr: Float64Array.of(0, 0.5, 1) };
const points = { recall: Float64Array.of(1, 0.5, 0), precision: Float64Array.of(0.5, 0.5, 1) };
const thresholds = Float64Array.of(0, 0.5, 1);
const group = { rows: 20, lesions: 12, metrics: { accuracy: score }, tooSmall: true, warnings: [] };
const history = [
  { epoch: 1, loss: 1.9, accuracy: 0.2, valLoss: 1.8, valAccuracy: 0.25 },
  { epoch: 2, loss: 1.5, accuracy: 0.4, valLoss: 1.4, valAccuracy: 0.45 },
];
const matrix = [
  [8, 2],
  [1, 9],
];

/** One figure of every kind, under the same options. */
export function everyChart(options: ChartOptions = {}): Record<string, Figure> {
  return {
    barCounts: barCounts([{ value: 'nv', count: 6705 }], options),
    ageHistogramChart: ageHistogramChart([{ from: 0, to: 10, count: 121 }], options),
    accuracyCurves: trainingCurves(history, { ...options, bestEpoch: 2 }),
    lossCurves: trainingCurves(history, { ...options, metric: 'loss' }),
    confusionMatrixHeatmap: confusionMatrixHeatmap(matrix, ['mel', 'nv'], options),
    crossTableHeatmap: crossTableHeatmap(
      { columns: ['female', 'male'], rows: [{ value: 'mel', counts: [424, 689] }] },
      options,
    ),
    fractionMisclassifiedPerClass: fractionMisclassifiedPerClass(matrix, ['mel', 'nv'], options),
    reliabilityDiagram: reliabilityDiagram([bin], options),
    rocCurves: rocCurves([{ ...curve, curve: { ...axes, thresholds } }], options),
    precisionRecallCurves: precisionRecallCurves(
      [{ ...curve, curve: { ...points, thresholds } }],
      options,
    ),
    candidateScores: candidateScores([{ label: 'batchSize 16, epochs 3', score }], {
      ...options,
      axisTitle: 'accuracy',
      validationRows: 1602,
      tested: { score, rows: 2004 },
    }),
    scoresByValue: scoresByValue(
      [
        { label: 'learningRate 0.001', value: 0.001, score },
        { label: 'learningRate 0.01', value: 0.01, score },
      ],
      { ...options, field: 'learningRate', axisTitle: 'accuracy', validationRows: 1602 },
    ),
    subgroupForest: subgroupForest(
      [{ heading: 'sex', subgroups: [{ ...group, group: 'female' }] }],
      { ...options, metric: 'accuracy', overall: score },
    ),
    reportedVersusReproduced: reportedVersusReproduced(
      [
        { model: 'CNN', reported: 0.75, reproduced: measured },
        { model: 'MLP', leakFree: null },
      ],
      options,
    ),
  };
}
