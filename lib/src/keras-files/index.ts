export * from './load-keras-model.js';
export * from './save-keras-model.js';
