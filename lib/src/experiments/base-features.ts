import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { OnProgress } from '../core/index.js';
import { compilePredict, type Predict, tf } from '../engine/index.js';
import type { ImagePreprocessing } from './experiment.js';
import { FeatureStore } from './feature-store.js';
import { type FitData, type FitRows, type ImageValues, imageBatch } from './fit-data.js';

/** Images at a time; always as many, so that an image's features do not depend on the others. */
const BATCH_SIZE = 32;
/** Batches in one file of the cache: what a killed run loses at most. */
const BATCHES_A_FILE = 4;

/** How features are computed and kept. */
export interface FeatureOptions {
  /** Folder of all features; absent: they are kept in memory alone. */
  readonly cache?: string;
  /** Engine and version, as a result shows it: another one may round differently. */
  readonly engine: string;
  /** Told how many images are done. */
  readonly onProgress?: OnProgress;
  /** Stops at the next batch; what is written stays. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the frozen part of a model once for each distinct image, or reads what an earlier run has
 * kept, and gives the data as the rest of the model takes it.
 *
 * @param frozen - from `splitAtTraining`
 * @param data - images; features are given back as they are
 * @param options - where features are kept
 * @returns the same rows with features in place of pixels; copies share one array
 * @throws DOMException named AbortError where the signal stops it
 */
export async function withFeatures(
  frozen: tf.LayersModel,
  data: FitData,
  options: FeatureOptions,
): Promise<FitData> {
  const { images } = data;
  if ('shape' in images) return data;
  const shape = frozen.outputShape.slice(1) as number[];
  // An image is known by its array from here on.
  const held = ({ pixels, labels }: FitRows) => ({ pixels: [...pixels], labels });
  const [train, test] = [held(data.train), held(data.test)];
  const validation = data.validation && held(data.validation);
  const sides = [train, ...(validation ? [validation] : []), test];
  for (const { pixels } of sides) await data.whenDecoded?.(pixels);
  const digests = digestsOf(sides.flatMap(({ pixels }) => pixels));
  const features = await featuresOf(frozen, images, shape, digests, options);
  const side = ({ pixels, labels }: FitRows): FitRows => ({
    pixels: Array.from(pixels, (image) => features.get(digests.get(image)!)!),
    labels,
  });
  return {
    train: side(train),
    ...(validation ? { validation: side(validation) } : {}),
    test: side(test),
    images: { shape },
    nClasses: data.nClasses,
  };
}

function digestsOf(pixels: readonly ImageValues[]): Map<ImageValues, string> {
  const digests = new Map<ImageValues, string>();
  for (const image of pixels) {
    if (!digests.has(image)) digests.set(image, digest(image));
  }
  return digests;
}

function digest(values: ImageValues): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
}

async function featuresOf(
  frozen: tf.LayersModel,
  images: ImagePreprocessing,
  shape: readonly number[],
  digests: ReadonlyMap<ImageValues, string>,
  options: FeatureOptions,
): Promise<Map<string, Float32Array>> {
  const { cache, engine } = options;
  const store =
    cache === undefined
      ? undefined
      : new FeatureStore(join(cache, featureKey(frozen, images, engine)), shape);
  const distinct = new Map([...digests].map(([image, key]) => [key, image]));
  const features = store
    ? await store.read(new Set(distinct.keys()))
    : new Map<string, Float32Array>();
  const missing = [...distinct].filter(([key]) => !features.has(key));
  const predict = compilePredict(frozen);
  try {
    const aFile = BATCH_SIZE * BATCHES_A_FILE;
    for (let start = 0; start < missing.length; start += aFile) {
      const part = missing.slice(start, start + aFile);
      const computed = await computeFeatures(predict, part, images, options.signal, (done) => {
        options.onProgress?.({
          task: 'features of the frozen base',
          done: start + done,
          total: missing.length,
        });
      });
      if (store) await store.write(computed);
      for (const [key, values] of computed) features.set(key, values);
    }
    return features;
  } finally {
    predict.dispose();
  }
}

/**
 * Names all that features depend on besides the image: layers and weights that make them, how the
 * images are scaled, and what computes.
 *
 * @param frozen - makes the features
 * @param images - size and scale
 * @param engine - and its version
 * @returns a name for a folder
 */
function featureKey(frozen: tf.LayersModel, images: ImagePreprocessing, engine: string): string {
  const layers = frozen.layers.map((layer) => [layer.getClassName(), layer.getConfig()]);
  const hash = createHash('sha256').update(JSON.stringify([layers, images, engine]));
  for (const weight of frozen.getWeights()) {
    hash.update(new Uint8Array(weight.dataSync<'float32'>().buffer));
  }
  return `features-${hash.digest('hex').slice(0, 16)}`;
}

async function computeFeatures(
  predict: Predict,
  missing: readonly (readonly [string, ImageValues])[],
  images: ImagePreprocessing,
  signal: AbortSignal | undefined,
  onDone: (done: number) => void,
): Promise<Map<string, Float32Array>> {
  const features = new Map<string, Float32Array>();
  for (let start = 0; start < missing.length; start += BATCH_SIZE) {
    signal?.throwIfAborted();
    const batch = missing.slice(start, start + BATCH_SIZE);
    const pixels = Array.from({ length: BATCH_SIZE }, (_, i) => (batch[i] ?? batch[0]!)[1]);
    const values = predictValues(predict, imageBatch(pixels, images));
    const length = values.length / BATCH_SIZE;
    for (const [i, [key]] of batch.entries()) {
      features.set(key, values.slice(i * length, (i + 1) * length));
    }
    onDone(start + batch.length);
    await setImmediate();
  }
  return features;
}

function predictValues(predict: Predict, x: tf.Tensor): Float32Array {
  try {
    return tf.tidy(() => predict(x, BATCH_SIZE).dataSync<'float32'>());
  } finally {
    x.dispose();
  }
}
