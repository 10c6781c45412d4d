import { tf } from '../engine/index.js';
import { balancedClassWeight } from './class-weight.js';
import type { ImagePreprocessing, Training } from './experiment.js';
import { imageShape, preprocessing } from './preprocess-image.js';

/** What a model is given of an image: 8-bit values, HWC, or features that a frozen base made of them. */
export type ImageValues = Uint8Array | Float32Array;

/** The shape of an image's features, which a model takes as they are. */
export interface FeatureShape {
  /** Lengths of the axes, without that of the images. */
  readonly shape: readonly number[];
}

/** Images of rows, read when asked for: an array, or a file that memory does not hold. */
export interface ImageSequence extends Iterable<ImageValues> {
  /** Number of rows. */
  readonly length: number;
  /**
   * Gives one image.
   *
   * @param row - from 0
   * @returns its values
   */
  at(row: number): ImageValues | undefined;
}

/** Rows of one side of the split: an image and its class index, row by row. */
export interface FitRows {
  /** Values of each row's image; in an array, copies share one element. */
  readonly pixels: ImageSequence;
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
  /** Size and scale of the images, or the shape of their features. */
  readonly images: ImagePreprocessing | FeatureShape;
  /** Number of classes. */
  readonly nClasses: number;
  /**
   * Waits until the values of images are there; absent where they are from the start.
   *
   * @param images - some of the sides' images
   */
  readonly whenDecoded?: (images: Iterable<ImageValues>) => Promise<void>;
}

/**
 * Images as a model's input.
 *
 * @param pixels - values of each image
 * @param images - their size and scale, or the shape of their features
 * @returns float32, [images, height, width, channels], or [images, ...shape]
 */
export function imageBatch(
  pixels: readonly ImageValues[],
  images: ImagePreprocessing | FeatureShape,
): tf.Tensor {
  const shape = 'shape' in images ? [...images.shape] : imageShape(images);
  const length = tf.util.sizeFromShape(shape);
  const values = new Float32Array(pixels.length * length);
  const write = 'shape' in images ? copy : preprocessing(images);
  for (const [index, image] of pixels.entries()) write(image, values, index * length);
  return tf.tensor(values, [pixels.length, ...shape]);
}

/**
 * Class indices as a model's targets.
 *
 * @param labels - one for each row
 * @param nClasses - number of classes
 * @returns float32, [rows, classes]
 */
export function oneHot(labels: Int32Array, nClasses: number): tf.Tensor {
  return tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), nClasses), 'float32'));
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
   * Makes the batch of some rows, once their images are decoded.
   *
   * @param rows - indices into the training rows
   * @returns tensors, which the caller disposes
   */
  async batch(rows: Int32Array): Promise<Batch> {
    const { train, images, whenDecoded } = this.#data;
    const pixels = Array.from(rows, (row) => train.pixels.at(row)!);
    await whenDecoded?.(pixels);
    return this.#tensors(imageBatch(pixels, images), rows);
  }

  #tensors(x: tf.Tensor, rows: Int32Array): Batch {
    const { train, nClasses } = this.#data;
    const labels = rows.map((row) => train.labels[row]!);
    const y = this.#isSparse ? tf.tensor2d(labels, [labels.length, 1]) : oneHot(labels, nClasses);
    if (!this.#classWeight) return { x, y };
    const weights = Float32Array.from(labels, (label) => this.#classWeight![label]!);
    return { x, y, sampleWeight: tf.tensor1d(weights) };
  }
}

function copy(image: ImageValues, values: Float32Array, start: number): void {
  values.set(image, start);
}
