import { basename } from 'node:path';
import { MEDICAL_NOTICE } from '../core/index.js';
import { HAM10000_CLASS_NAMES } from '../datasets/index.js';
import { compilePredict, type Predict, type tf } from '../engine/index.js';
import { readImageFile } from '../images/index.js';
import { checkProbabilities } from './check-probabilities.js';
import { photoInput, type TrainedModel } from './trained-model.js';

/** How likely a class is, says the model. */
export interface ClassProbability {
  /** The class's label, e.g. `mel`. */
  readonly label: string;
  /** The class in plain words, e.g. `melanoma`; the label where there are none. */
  readonly name: string;
  /** In [0, 1]; all classes sum to 1. Not the probability that a person has it. */
  readonly probability: number;
}

/** What a model says of an image. */
export interface Classification extends ClassProbability {
  /** The image's file name. */
  readonly image: string;
  /** All classes, the likeliest first. */
  readonly probabilities: readonly ClassProbability[];
  /** To be shown with it: no diagnosis. */
  readonly notice: typeof MEDICAL_NOTICE;
}

/**
 * Asks a model about a person's own image, of any size and of any format that sharp decodes. It is
 * turned upright as its EXIF data say, then scaled and preprocessed as in training.
 *
 * @param image - path, or the file's bytes
 * @param trained - from {@link openTrainedModel}
 * @param options - the image's name, for bytes
 * @returns the likeliest class, all probabilities, and the notice to be shown with them
 * @throws ImageError naming the image where it cannot be read or decoded
 * @remarks A model knows its classes alone: it gives probabilities for a photo of anything.
 * @example
 * ```ts no-run
 * await loadEngine();
 * const trained = await openTrainedModel('outputs/source-b-cnn-seed42-0f3a9c1d');
 * const { name, probability, notice } = await classifyImage('photo.jpg', trained);
 * ```
 */
export async function classifyImage(
  image: string | Uint8Array,
  { model, classes, images }: TrainedModel,
  { name = 'image' }: { readonly name?: string } = {},
): Promise<Classification> {
  const path = typeof image === 'string' ? image : name;
  const encoded = typeof image === 'string' ? await readImageFile(image) : image;
  const input = await photoInput(encoded, images, path);
  const output = predictOf(model)(input);
  const values = output.dataSync<'float32'>();
  input.dispose();
  output.dispose();
  checkProbabilities(values, `The model "${model.name}"`);
  const probabilities = classes
    .map((label, index) => ({ label, name: plainName(label), probability: values[index] ?? 0 }))
    .sort((first, second) => second.probability - first.probability);
  return {
    image: basename(path),
    ...probabilities[0]!,
    probabilities,
    notice: MEDICAL_NOTICE,
  };
}

/** Compiled once for a model, and freed with it. */
const PREDICT = new WeakMap<tf.LayersModel, Predict>();

function predictOf(model: tf.LayersModel): Predict {
  const predict = PREDICT.get(model) ?? compilePredict(model);
  PREDICT.set(model, predict);
  return predict;
}

function plainName(label: string): string {
  const names: Readonly<Record<string, string>> = HAM10000_CLASS_NAMES;
  return Object.hasOwn(names, label) ? (names[label] ?? label) : label;
}
