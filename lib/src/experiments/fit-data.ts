import { tf } from '../engine/index.js';
import type { ImagePreprocessing } from './experiment.js';

/** Rows of one side of the split: an image's pixels and its class index, row by row. */
export interface FitRows {
  /** 8-bit RGB values of each row's image, HWC; copies share one array. */
  readonly pixels: readonly Uint8Array[];
  /** Class index of each row. */
  readonly labels: Int32Array;
}

/** What a model is fitted on. */
export interface FitData {
  /** Rows that the model learns from. */
  readonly train: FitRows;
  /** Rows that it is evaluated on. */
  readonly test: FitRows;
  /** Size and scale of the images. */
  readonly images: ImagePreprocessing;
  /** Number of classes. */
  readonly nClasses: number;
}

/**
 * Images as a model's input.
 *
 * @param pixels - 8-bit RGB values of each image, HWC
 * @param images - their size, and what values are divided by
 * @returns float32, [images, height, width, 3]
 */
export function imageBatch(
  pixels: readonly Uint8Array[],
  { heightPx, widthPx, divideBy }: ImagePreprocessing,
): tf.Tensor4D {
  const length = heightPx * widthPx * 3;
  const values = new Float32Array(pixels.length * length);
  pixels.forEach((image, index) => {
    for (let i = 0; i < length; i += 1) values[index * length + i] = image[i]! / divideBy;
  });
  return tf.tensor4d(values, [pixels.length, heightPx, widthPx, 3]);
}

/**
 * Class indices as a model's targets.
 *
 * @param labels - one for each row
 * @param nClasses - number of classes
 * @returns float32, [rows, classes]
 */
export function oneHot(labels: Int32Array, nClasses: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), nClasses), 'float32');
}
