import './register-layers.js';

export type { Factor } from './factor.js';
export * from './global-pooling-2d.js';
export type { LayerOptions, RandomLayerOptions } from './image-layer.js';
export type { ImageTransformOptions } from './image-transform.js';
export * from './normalization.js';
export * from './random-brightness.js';
export * from './random-contrast.js';
export * from './random-flip.js';
export * from './random-rotation.js';
export * from './random-translation.js';
export * from './random-zoom.js';
export * from './re-lu.js';
export * from './resizing.js';
export * from './subtract.js';
