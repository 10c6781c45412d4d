export { classNamesOf } from './class-names.js';
export {
  inspectKerasFile,
  type KerasFileDescription,
  type WeightDescription,
} from './inspect-keras-file.js';
export type { OnNotice } from './keras-notice.js';
export {
  kerasSummary,
  type ModelSummary,
  modelSummary,
  type SummaryLayer,
} from './keras-summary.js';
export {
  type LoadKerasModelOptions,
  type LoadKerasWeightsOptions,
  loadKerasModel,
  loadKerasWeights,
} from './load-keras-model.js';
export {
  type SaveKerasModelOptions,
  saveKerasModel,
  saveKerasWeights,
} from './save-keras-model.js';
