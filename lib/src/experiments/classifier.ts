import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ArgumentError, RunError } from '../core/index.js';
import { HAM10000_CLASSES } from '../datasets/index.js';
import type { tf } from '../engine/index.js';
import { loadKerasModel } from '../keras-files/index.js';
import type { ImagePreprocessing } from './experiment.js';
import { RunFolder } from './run-store.js';

/** A trained model with what it takes to ask it about an image. */
export interface Classifier {
  /** Path of the run folder or file that it was loaded from. */
  readonly path: string;
  /** The model: images in, a probability for each class out. */
  readonly model: tf.LayersModel;
  /** Class labels in the order of the model's outputs. */
  readonly classes: readonly string[];
  /** How images become its input, as in training. */
  readonly images: ImagePreprocessing;
  /** What was assumed, since the file does not say. */
  readonly notices: readonly string[];
  /** Frees the model's memory. */
  readonly dispose: () => void;
}

/** How the values of an image are scaled: `0..1`, `-1..1` as for MobileNet, or left as they are. */
export const PIXEL_RANGES = ['0..1', '-1..1', '0..255'] as const;

/** What to assume of a model file, which does not say all. */
export interface LoadClassifierOptions {
  /** Class labels in the order of the outputs; default those of the run, or HAM10000's for 7 outputs. */
  readonly classes?: readonly string[];
  /** One of {@link PIXEL_RANGES}; default that of the run, or `0..1` unless the model rescales. */
  readonly pixelRange?: (typeof PIXEL_RANGES)[number];
}

/**
 * Loads a trained model: of a run folder, with the classes and the preprocessing it was trained
 * with, or of a file of Keras.
 *
 * @param path - a run's folder in `outputs`, or an `.h5` or `.keras` file
 * @param options - what a file does not say
 * @returns the classifier; dispose it when done
 * @throws RunError where the folder holds no finished run
 * @throws KerasFileError where the file is no model of Keras
 * @throws ArgumentError where the classes are not known or do not fit the outputs
 * @example
 * ```ts no-run
 * await loadEngine();
 * const classifier = await loadClassifier('outputs/source-b-cnn-seed42-0f3a9c1d');
 * const { label, probability } = await classifyImage('photo.jpg', classifier);
 * ```
 */
export async function loadClassifier(
  path: string,
  options: LoadClassifierOptions = {},
): Promise<Classifier> {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const loaded = isFolder ? await fromRun(path) : await fromFile(path);
  try {
    return classifierOf(path, loaded, options);
  } catch (error) {
    loaded.model.dispose();
    throw error;
  }
}

interface Loaded {
  readonly model: tf.LayersModel;
  readonly classes?: readonly string[];
  readonly images?: ImagePreprocessing;
}

async function fromRun(path: string): Promise<Loaded> {
  const full = resolve(path);
  const folder = new RunFolder(dirname(full), basename(full));
  const result = await folder.result();
  if (!result) {
    throw new RunError(
      `${path} holds no finished run, expected metrics.json and model.h5; give a run's folder in outputs, or a .h5 or .keras file`,
    );
  }
  const model = await loadKerasModel(folder.model);
  return { model, classes: result.classes, images: result.experiment.images };
}

async function fromFile(path: string): Promise<Loaded> {
  return { model: await loadKerasModel(path) };
}

function classifierOf(
  path: string,
  { model, classes, images }: Loaded,
  options: LoadClassifierOptions,
): Classifier {
  const notices: string[] = [];
  const [, heightPx, widthPx, channels] = imageInput(path, model);
  const outputs = model.outputs[0]?.shape.at(-1) ?? 0;
  const labels = options.classes ?? classes ?? assumedClasses(path, outputs, notices);
  if (labels.length !== outputs) {
    throw new ArgumentError(
      `${path} has ${outputs} outputs, and there are ${labels.length} classes (${labels.join(', ')}). Name as many with --classes, in the order of the outputs.`,
    );
  }
  const range = options.pixelRange ?? (images ? undefined : assumedRange(model, notices));
  const scaled = range === undefined ? images! : { widthPx, heightPx, channels, ...SCALES[range] };
  const dispose = () => {
    model.dispose();
  };
  return { path, model, classes: labels, images: scaled, notices, dispose };
}

const SCALES = {
  '0..1': { divideBy: 255 },
  '-1..1': { divideBy: 127.5, subtract: [1, 1, 1] },
  '0..255': { divideBy: 1 },
} as const;

function imageInput(path: string, model: tf.LayersModel): [null, number, number, 1 | 3] {
  const shape = model.inputs[0]?.shape ?? [];
  const [, height, width, channels] = shape;
  const isImage = shape.length === 4 && height && width && (channels === 1 || channels === 3);
  if (isImage && model.inputs.length === 1 && model.outputs[0]?.shape.length === 2) {
    return shape as [null, number, number, 1 | 3];
  }
  throw new ArgumentError(
    `${path} takes ${shape.map((length) => length ?? 'any').join(' × ')}, expected one image, height × width × 3 or 1, and a probability for each class. Give a model that classifies images.`,
  );
}

function assumedClasses(path: string, outputs: number, notices: string[]): readonly string[] {
  if (outputs !== HAM10000_CLASSES.length) {
    throw new ArgumentError(
      `${path} has ${outputs} outputs and does not name its classes. Name them with --classes, in the order of the outputs.`,
    );
  }
  notices.push(
    `The file does not name its classes; taken for ${HAM10000_CLASSES.join(', ')}, in this order.`,
  );
  return HAM10000_CLASSES;
}

const RESCALING = ['Rescaling', 'Normalization'];

function assumedRange(model: tf.LayersModel, notices: string[]): (typeof PIXEL_RANGES)[number] {
  const first = model.layers.slice(0, 3).map((layer) => layer.getClassName());
  if (first.some((name) => RESCALING.includes(name))) return '0..255';
  notices.push('The file does not say how its images were scaled; values are divided by 255.');
  return '0..1';
}
