export * from './argument-error.js';
export * from './dataset-error.js';
export * from './dermlab-error.js';
export * from './engine-error.js';
export * from './image-error.js';
export * from './integer-source.js';
export * from './progress.js';
export * from './run-error.js';
