import * as tf from '@tensorflow/tfjs';

export type { SampleWeights, Tensors } from './check-batch.js';
export * from './diagnose.js';
export * from './dropout.js';
export type { DtypePolicy } from './dtype-policy.js';
export * from './load-engine.js';
export { hasLogits, withLogits } from './logits.js';
export * from './optimizer-state.js';
export { AdamW, type AdamWOptions, adamW } from './optimizers/index.js';
export * from './predict.js';
export { SeedGenerator } from './seed-generator.js';
export * from './softmax-cross-entropy.js';
export * from './train-step.js';
export * from './training-state.js';
/** tfjs's namespace: the one copy in the process, on TensorFlow once `loadEngine` has run. */
export { tf };
