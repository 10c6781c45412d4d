export * from './source-b-cnn.js';
export * from './source-b-grouped.js';
export * from './source-b-mlp.js';
export * from './source-c-by-image.js';
export * from './source-c-by-lesion.js';
export * from './source-c-oversampled-first.js';
