export { decodeImage } from './decode-image.js';
export { type DecodeImagesOptions, decodeImages } from './decode-images.js';
export type { ImageSize } from './image-size.js';
export { type RgbImage, resizeBicubic } from './resize-bicubic.js';
export { type ClassSample, sampleGridPerClass } from './sample-grid-per-class.js';
export { toThumbnailDataUri } from './to-thumbnail-data-uri.js';
