export * from './cnn.js';
export * from './mlp.js';
export type { ModelOptions } from './model-options.js';
export * from './model-table.js';
