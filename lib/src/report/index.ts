export * from './accuracy-sentence.js';
export * from './audit-line.js';
export * from './audit-rows.js';
export * from './calibration-sentences.js';
export {
  type ComparedMetric,
  comparedMetrics,
  differenceText,
  leavesOutZero,
  metricNaming,
} from './compared-metrics.js';
export * from './describe-data.js';
export * from './difference-sentence.js';
export * from './errors-sentence.js';
export * from './honest-figure.js';
export * from './honest-rows.js';
export * from './honest-summary.js';
export * from './learning-sentence.js';
export * from './melanoma-sentence.js';
export type { MetricFormat } from './metric-format.js';
export * from './model-accuracies.js';
export * from './model-card.js';
export * from './near-duplicates-sentence.js';
export * from './report-input.js';
export * from './reproduction-rows.js';
export * from './result-rows.js';
export * from './run-details.js';
export { type RunMetricRow, runMetricRows } from './run-metrics.js';
export * from './run-warnings.js';
export * from './score-audit-sentence.js';
export * from './split-sentence.js';
export * from './sweep-sentences.js';
export { whyTheyDifferSentences } from './why-they-differ.js';
export * from './write-comparison.js';
export * from './write-honest-table.js';
export * from './write-report.js';
export * from './write-run-report.js';
export * from './write-sweep.js';
