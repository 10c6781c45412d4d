import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ArgumentError, RunError } from '../core/index.js';
import { HAM10000_CLASSES } from '../datasets/index.js';
import type { tf } from '../engine/index.js';
import { decodeImage } from '../images/index.js';
import { classNamesOf, loadKerasModel } from '../keras-files/index.js';
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
  /**
   * How the model takes its pixels; default `raw` for one that begins with a layer that rescales,
   * else `unit`. A run folder knows it itself.
   */
  readonly pixels?: keyof typeof PIXEL_SCALES;
  /**
   * Class labels in the order of the outputs; default those that the file names, as models that this
   * library has saved do, else HAM10000's for 7. A run folder knows them.
   */
  readonly classes?: readonly string[];
  /** What other classes without a name get: `class 0` and so on, or an error; default `refuse`. */
  readonly unnamed?: 'number' | 'refuse';
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
  /** What was assumed of a Keras file, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Opens a trained model: a run's folder, or a Keras file.
 *
 * @param path - folder of a finished run, or an `.h5` or `.keras` file
 * @param options - what a Keras file does not say
 * @returns the model with its classes and preprocessing
 * @throws RunError where the classes do not fit the model
 * @throws ArgumentError where the path is of neither, or the classes must be named
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
 * Makes a model's input of a photo, turned upright as its EXIF data say.
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
  const pixels = await decodeImage(encoded, { ...images, name, upright: true });
  return imageBatch([pixels], images) as tf.Tensor4D;
}

async function openRun(path: string): Promise<TrainedModel> {
  const absolute = resolve(path);
  const folder = new RunFolder(dirname(absolute), basename(absolute));
  const run = (await folder.result())!;
  return {
    model: await loadKerasModel(folder.model, { compile: false }),
    classes: run.classes,
    images: run.experiment.images,
    run,
    notices: [],
  };
}

async function openFile(path: string, options: TrainedModelOptions): Promise<TrainedModel> {
  if (!/\.(h5|hdf5|keras)$/i.test(path)) {
    throw new ArgumentError(
      `${path} is neither the folder of a finished run nor a Keras file, expected a folder with metrics.json, or a file that ends in .h5 or .keras.`,
    );
  }
  const model = await loadKerasModel(path, { compile: false });
  try {
    const size = imageSize(path, model);
    const outputs = model.outputs[0]?.shape.at(-1) ?? 0;
    const classes =
      options.classes ?? classNamesOf(model) ?? assumedClasses(path, outputs, options);
    const pixels = options.pixels ?? (rescales(model) ? 'raw' : 'unit');
    const images = { ...size, ...PIXEL_SCALES[pixels] };
    return { model, classes, images, notices: assumptions(options, model, pixels) };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function imageSize(
  path: string,
  { inputs, outputs }: tf.LayersModel,
): Pick<ImagePreprocessing, 'heightPx' | 'widthPx'> & { channels: 1 | 3 } {
  const [, heightPx, widthPx, channels] = inputs[0]?.shape ?? [];
  const one = inputs.length === 1 && outputs.length === 1 && outputs[0]?.shape.length === 2;
  if (one && heightPx && widthPx && (channels === 1 || channels === 3)) {
    return { heightPx, widthPx, channels };
  }
  throw new RunError(
    `${path}: the model takes no images of one size, expected an input of height, width and 1 or 3 channels, and a probability for each class.`,
  );
}

function assumedClasses(
  path: string,
  outputs: number,
  { unnamed = 'refuse' }: TrainedModelOptions,
): readonly string[] {
  if (outputs === HAM10000_CLASSES.length) return HAM10000_CLASSES;
  if (unnamed === 'number') return Array.from({ length: outputs }, (_, i) => `class ${i}`);
  throw new ArgumentError(
    `${path} gives ${outputs} probabilities and does not name its classes. Name them with --classes, in the order of the outputs.`,
  );
}

function rescales({ layers }: tf.LayersModel): boolean {
  const first = layers.slice(0, 2).map((layer) => layer.getClassName());
  return first.some((name) => name === 'Rescaling' || name === 'Normalization');
}

function assumptions(
  options: TrainedModelOptions,
  model: tf.LayersModel,
  pixels: keyof typeof PIXEL_SCALES,
): string[] {
  const isNamed = options.classes !== undefined || classNamesOf(model) !== undefined;
  const isHam10000 = model.outputs[0]?.shape.at(-1) === HAM10000_CLASSES.length;
  const ham10000 = `The file does not name its classes; taken for ${HAM10000_CLASSES.join(', ')}, in this order.`;
  const scale =
    pixels === 'raw'
      ? 'The model rescales its images itself; they are given to it as they are.'
      : 'The file does not say how pixels were scaled; they are divided by 255.';
  return [
    ...(!isNamed && isHam10000 ? [ham10000] : []),
    ...(options.pixels === undefined ? [scale] : []),
  ];
}
