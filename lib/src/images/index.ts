export { decodeImage } from './decode-image.js';
export { type DecodeImagesOptions, decodeImages } from './decode-images.js';
export type { ImageScaling, ImageSize } from './image-size.js';
export type { RgbImage } from './resample-image.js';
export { resizeBicubic } from './resize-bicubic.js';
export { resizeLanczos } from './resize-lanczos.js';
export { type ClassSample, sampleGridPerClass } from './sample-grid-per-class.js';
export * from './to-thumbnail.js';
