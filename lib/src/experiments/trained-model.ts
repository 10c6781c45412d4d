import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RunError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { decodeImage } from '../images/index.js';
import { loadKerasModel } from '../keras-files/index.js';
import type { ImagePreprocessing } from './experiment.js';
import { imageBatch } from './fit-data.js';
import { caffePreprocessing, tfPreprocessing } from './preprocess-image.js';
import type { RunResult } from './run-result.js';
import { RunFolder } from './run-store.js';

/** How the pixels of Keras models are scaled, by Keras's names where it has one. */
export const PIXEL_SCALES = {
  /** Divided by 255, to [0, 1]. */
  unit: { divideBy: 255 },
  /** Left as they are, 0 to 255. */
  raw: { divideBy: 1 },
  /** `preprocess_input` of MobileNet: to [-1, 1]. */
  tf: tfPreprocessing,
  /** `preprocess_input` of VGG16: BGR, less ImageNet's mean. */
  caffe: caffePreprocessing,
} as const satisfies Record<string, Partial<ImagePreprocessing>>;

/** What a Keras file does not say of its model. */
export interface TrainedModelOptions {
  /** How the model takes its pixels; default `unit`. A run folder knows it itself. */
  readonly pixels?: keyof typeof PIXEL_SCALES;
  /** Class labels in class order; default `class 0` and so on. A run folder knows them itself. */
  readonly classes?: readonly string[];
}

/** A trained model, and what it takes to show it a photo. */
export interface TrainedModel {
  /** The model; the caller disposes it. */
  readonly model: tf.LayersModel;
  /** Class labels in class order. */
  readonly classes: readonly string[];
  /** How an image becomes the model's input. */
  readonly images: ImagePreprocessing;
  /** The run that trained it; absent for a model from a Keras file. */
  readonly run?: RunResult;
}

/**
 * Opens a trained model: a run's folder, or a Keras file.
 *
 * @param path - folder of a finished run, or an `.h5` or `.keras` file
 * @param options - what a Keras file does not say
 * @returns the model with its classes and preprocessing
 * @throws RunError where the folder is of no finished run, or the classes do not fit the model
 * @throws KerasFileError where the file cannot be read
 */
export async function openTrainedModel(
  path: string,
  options: TrainedModelOptions = {},
): Promise<TrainedModel> {
  const opened = existsSync(join(path, 'metrics.json'))
    ? await openRun(path)
    : await openFile(path, options);
  const { model, classes } = opened;
  const outputs = model.outputs[0]?.shape.at(-1);
  if (outputs === classes.length) return opened;
  model.dispose();
  throw new RunError(
    `${path}: the model gives ${String(outputs)} probabilities and there are ${classes.length} classes (${classes.join(', ')}), expected as many. Name the classes in the model’s order.`,
  );
}

/**
 * Makes a model's input of a photo.
 *
 * @param encoded - bytes of an image file
 * @param images - the model's preprocessing
 * @param name - the photo, for messages
 * @returns float32, shape [1, height, width, channels]; the caller disposes it
 * @throws ImageError naming the photo where it cannot be decoded
 */
export async function photoInput(
  encoded: Uint8Array,
  images: ImagePreprocessing,
  name: string,
): Promise<tf.Tensor4D> {
  const pixels = await decodeImage(encoded, { ...images, name });
  return imageBatch([pixels], images) as tf.Tensor4D;
}

async function openRun(path: string): Promise<TrainedModel> {
  const absolute = resolve(path);
  const folder = new RunFolder(dirname(absolute), basename(absolute));
  const run = (await folder.result())!;
  return {
    model: await loadKerasModel(folder.model),
    classes: run.classes,
    images: run.experiment.images,
    run,
  };
}

async function openFile(path: string, options: TrainedModelOptions): Promise<TrainedModel> {
  if (!/\.(h5|hdf5|keras)$/i.test(path)) {
    throw new RunError(
      `${path} is neither the folder of a finished run nor a Keras file, expected a folder with metrics.json, or a file that ends in .h5 or .keras.`,
    );
  }
  const model = await loadKerasModel(path);
  const [, heightPx, widthPx, channels] = model.inputs[0]?.shape ?? [];
  if (!heightPx || !widthPx || (channels !== 1 && channels !== 3)) {
    model.dispose();
    throw new RunError(
      `${path}: the model takes no images of one size, expected an input of height, width and 1 or 3 channels.`,
    );
  }
  const count = model.outputs[0]?.shape.at(-1) ?? 0;
  const { pixels = 'unit', classes = Array.from({ length: count }, (_, i) => `class ${i}`) } =
    options;
  return { model, classes, images: { heightPx, widthPx, channels, ...PIXEL_SCALES[pixels] } };
}
