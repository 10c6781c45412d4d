/**
 * Skin-lesion classification experiments on TensorFlow: data, models, metrics and reports.
 *
 * @packageDocumentation
 */
export * from './archives/index.js';
export * from './audit/index.js';
export * from './charts/index.js';
export * from './core/index.js';
export * from './datasets/index.js';
export * from './display/index.js';
export * from './eda/index.js';
export * from './engine/index.js';
export * from './experiments/index.js';
export * from './explain/index.js';
export * from './images/index.js';
export * from './keras-files/index.js';
export * from './layers/index.js';
export * from './metrics/index.js';
export * from './models/index.js';
export * from './notebook/index.js';
export * from './random/index.js';
export * from './report/index.js';
export * from './tracking/index.js';
