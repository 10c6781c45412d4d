import { tf } from '../../lib/src/engine/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { readFixture } from '../parity/regenerate.js';

/** A network of Keras Applications. */
interface Application {
  readonly parameters: number;
  readonly weights: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly sha256: string;
  }[];
  readonly outputs: number;
  readonly output: readonly number[];
}

/** What `applications.py` writes. */
interface ApplicationsFixture {
  readonly seed: number;
  readonly size: number;
  readonly alpha: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly batchSize: number;
  readonly frozen: { readonly epochs: number; readonly learningRate: number };
  readonly fineTune: {
    readonly epochs: number;
    readonly learningRate: number;
    readonly names: readonly string[];
  };
  readonly applications: Readonly<Record<'vgg16' | 'mobilenet' | 'mobilenetTop', Application>>;
  readonly preprocessed: Readonly<Record<'caffe' | 'tf', readonly number[]>>;
  readonly transfer: {
    readonly trainable: readonly string[];
    readonly epochs: readonly {
      readonly loss: number;
      readonly accuracy: number;
      readonly valLoss: number;
      readonly valAccuracy: number;
    }[];
    readonly probabilities: readonly number[];
  };
}

/** What Keras Applications are, and where a transfer model gets with them. */
export const keras = readFixture<ApplicationsFixture>('applications');

const PIXELS = keras.size * keras.size * 3;

/** The same 8-bit noise as NumPy's: an array for each image. */
export function noise(rows: number, seed = 1): Uint8Array[] {
  const values = new RandomState(seed).randint(0, 256, rows * PIXELS);
  return Array.from({ length: rows }, (_, row) =>
    Uint8Array.from(values.subarray(row * PIXELS, (row + 1) * PIXELS)),
  );
}

/** Means and variances that keep the signal, as the fixture's script sets them. */
export function setStatistics(base: tf.LayersModel): void {
  const random = new RandomState(4);
  for (const layer of base.layers) {
    if (layer.getClassName() !== 'BatchNormalization') continue;
    const [gamma, beta] = layer.getWeights();
    const { size } = gamma!;
    const mean = Float32Array.from(random.randomSample(size), (value) => value * 0.01);
    const variance = Float32Array.from(random.randomSample(size), (value) => value * 0.05 + 0.025);
    layer.setWeights([gamma!, beta!, tf.tensor1d(mean), tf.tensor1d(variance)]);
  }
}
