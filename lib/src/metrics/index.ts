export * from './accuracy-score.js';
export type { Average, ScoreValue } from './average.js';
export { type AveragePrecisionOptions, averagePrecisionScore } from './average-precision-score.js';
export * from './balanced-accuracy-score.js';
export {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapInterval,
  type RowMetric,
} from './bootstrap-interval.js';
export { bootstrapIntervals, type WeightedMetric } from './bootstrap-intervals.js';
export { type BrierOptions, brierScoreLoss } from './brier-score-loss.js';
export type { BinStrategy } from './calibration-bins.js';
export * from './calibration-curve.js';
export type { ClassScoreOptions } from './class-scores.js';
export * from './classification-report.js';
export * from './cohen-kappa-score.js';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix.js';
export * from './cost-sensitive-decision.js';
export * from './evaluation-metrics.js';
export { expectedCalibrationError } from './expected-calibration-error.js';
export * from './f1-score.js';
export * from './fbeta-score.js';
export type { DrawOptions } from './group-draws.js';
export * from './interval.js';
export type { ClassLabel, Labels } from './labels.js';
export { type LogLossOptions, logLoss } from './log-loss.js';
export * from './matthews-corrcoef.js';
export * from './mean-and-sd.js';
export * from './metrics-by-subgroup.js';
export type { OneVsRestAverage } from './one-vs-rest.js';
export * from './paired-bootstrap-difference.js';
export * from './precision-recall-curve.js';
export * from './precision-recall-fscore-support.js';
export * from './precision-score.js';
export * from './recall-score.js';
export {
  type ReliabilityBin,
  type ReliabilityOptions,
  reliabilityBins,
} from './reliability-bins.js';
export { type RocAucAverage, type RocAucOptions, rocAucScore } from './roc-auc-score.js';
export * from './roc-curve.js';
export type { SampleWeightOptions } from './sample-weight.js';
export type { Scores } from './score-matrix.js';
export {
  type OperatingPoint,
  type SensitivityOptions,
  sensitivityAtSpecificity,
} from './sensitivity-at-specificity.js';
export * from './temperature-scaling.js';
export {
  type OnWarning,
  UndefinedMetricWarning,
  type WarningOptions,
} from './undefined-metric-warning.js';
export * from './unpaired-difference.js';
export * from './wilson-interval.js';
export type { ZeroDivision, ZeroDivisionOptions } from './zero-division.js';
