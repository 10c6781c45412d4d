export * from './experiment.js';
export * from './prepare-rows.js';
export * from './published/index.js';
export { PixelCache } from './pixel-cache.js';
export * from './run-experiment.js';
export * from './run-result.js';
export { RunFolder, runId, type RunKey } from './run-store.js';
export * from './split-summary.js';
