import { createHash } from 'node:crypto';
import { type Dropout, tf } from '../../lib/src/engine/index.js';
import { readFixture } from './regenerate.js';

/** Running means. */
interface Log {
  readonly loss: number;
  readonly accuracy: number;
}

/** The first masks of a dropout layer of rate 0.3. */
interface Masks {
  readonly seed: number;
  readonly sha256: readonly string[];
}

/** What Keras does with one model. */
interface KerasModel {
  readonly size: number;
  readonly weights: readonly { readonly shape: number[]; readonly sha256: string }[];
  readonly masks: readonly Masks[];
  readonly masksDrawn: readonly number[];
  readonly steps: readonly Log[];
  readonly epochs: readonly (Log & { readonly valLoss: number; readonly valAccuracy: number })[];
}

/** What `keras_fit.py` writes. */
interface KerasFixture {
  readonly seed: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly batchSize: number;
  readonly integers: readonly { readonly seed: number; readonly values: readonly number[] }[];
  readonly rowOrders: readonly {
    readonly seed: number;
    readonly rows: number;
    readonly first: readonly number[];
    readonly sha256: string;
  }[];
  readonly maskShape: number[];
  readonly dropoutSeeds: readonly Masks[];
  readonly models: { readonly mlp: KerasModel; readonly cnn: KerasModel };
}

/** What Keras draws from a seed, and where it gets with it. */
export const keras = readFixture<KerasFixture>('keras_fit');

/** Digest of the values' bytes. */
export function digest(values: Float32Array | Int32Array): string {
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
}

/** A model's weights, as the fixture has them. */
export function weightsOf(model: tf.LayersModel): { shape: number[]; sha256: string }[] {
  return model
    .getWeights()
    .map((weight) => ({ shape: weight.shape, sha256: digest(weight.dataSync<'float32'>()) }));
}

/** The next masks of a layer, as the fixture has them. */
export function masksOf(layer: Dropout): Masks {
  const ones = tf.ones(keras.maskShape);
  const draw = () => (layer.apply(ones, { training: true }) as tf.Tensor).dataSync<'float32'>();
  const sha256 = Array.from({ length: 3 }, () => digest(draw()));
  return { seed: layer.getConfig()['seed'] as number, sha256 };
}
