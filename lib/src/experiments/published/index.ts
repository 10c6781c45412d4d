export * from './source-b-cnn.js';
export * from './source-b-grouped.js';
export * from './source-b-mlp.js';
