export * from './accuracy-score.js';
export type { Average, ScoreValue } from './average.js';
export * from './balanced-accuracy-score.js';
export * from './bootstrap-interval.js';
export type { ClassScoreOptions } from './class-scores.js';
export * from './classification-report.js';
export * from './cohen-kappa-score.js';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix.js';
export * from './f1-score.js';
export * from './fbeta-score.js';
export * from './interval.js';
export type { ClassLabel, Labels } from './labels.js';
export * from './log-loss.js';
export * from './matthews-corrcoef.js';
export * from './precision-recall-fscore-support.js';
export * from './precision-score.js';
export * from './recall-score.js';
export * from './roc-auc-score.js';
export * from './roc-curve.js';
export type { SampleWeightOptions } from './sample-weight.js';
export type { Scores } from './score-matrix.js';
export {
  type OnWarning,
  UndefinedMetricWarning,
  type WarningOptions,
} from './undefined-metric-warning.js';
export * from './wilson-interval.js';
export type { ZeroDivision, ZeroDivisionOptions } from './zero-division.js';
