import { tf } from '../engine/index.js';
import { balancedClassWeight } from './class-weight.js';
import type { ImagePreprocessing, Training } from './experiment.js';

/** Rows of one side of the split: an image's pixels and its class index, row by row. */
export interface FitRows {
  /** 8-bit values of each row's image, HWC; copies share one array. */
  readonly pixels: readonly Uint8Array[];
  /** Class index of each row. */
  readonly labels: Int32Array;
}

/** What a model is fitted on. */
export interface FitData {
  /** Rows that the model learns from. */
  readonly train: FitRows;
  /** Rows that steer training; absent where the test rows are watched in their place. */
  readonly validation?: FitRows;
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
 * @param pixels - 8-bit values of each image, HWC
 * @param images - their size, and what values are divided by
 * @returns float32, [images, height, width, channels]
 */
export function imageBatch(
  pixels: readonly Uint8Array[],
  { heightPx, widthPx, divideBy, channels = 3 }: ImagePreprocessing,
): tf.Tensor4D {
  const length = heightPx * widthPx * channels;
  const values = new Float32Array(pixels.length * length);
  pixels.forEach((image, index) => {
    for (let i = 0; i < length; i += 1) values[index * length + i] = image[i]! / divideBy;
  });
  return tf.tensor4d(values, [pixels.length, heightPx, widthPx, channels]);
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

/** One batch as a training step takes it. */
export interface Batch {
  /** Images. */
  readonly x: tf.Tensor;
  /** Targets as the loss takes them: one-hot, or class indices. */
  readonly y: tf.Tensor;
  /** A weight a row; absent where all weigh the same. */
  readonly sampleWeight?: tf.Tensor1D;
}

/** Makes batches of the training rows. */
export class BatchMaker {
  readonly #data: FitData;
  readonly #isSparse: boolean;
  readonly #classWeight: Float32Array | undefined;

  /**
   * @param data - whose training rows are taken
   * @param training - says how targets look, and whether classes have weights
   */
  constructor(data: FitData, { loss, classWeight }: Pick<Training, 'loss' | 'classWeight'>) {
    this.#data = data;
    this.#isSparse = loss === 'sparseCategoricalCrossentropy';
    this.#classWeight = classWeight && balancedClassWeight(data.train.labels, data.nClasses);
  }

  /**
   * Makes the batch of some rows.
   *
   * @param rows - indices into the training rows
   * @returns tensors, which the caller disposes
   */
  batch(rows: Int32Array): Batch {
    const { train, images, nClasses } = this.#data;
    const labels = rows.map((row) => train.labels[row]!);
    const x = imageBatch(
      Array.from(rows, (row) => train.pixels[row]!),
      images,
    );
    const y = this.#isSparse ? tf.tensor2d(labels, [labels.length, 1]) : oneHot(labels, nClasses);
    if (!this.#classWeight) return { x, y };
    const weights = Float32Array.from(labels, (label) => this.#classWeight![label]!);
    return { x, y, sampleWeight: tf.tensor1d(weights) };
  }
}
