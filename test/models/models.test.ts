import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import {
  augmentedCnn,
  classFoldersCnn,
  cnn,
  mlp,
  pixelTableCnn,
} from '../../lib/src/models/index.js';

const OPTIONS = { inputShape: [32, 32, 3] as [number, number, number], classes: 7, seed: 42 };

// Kernels and biases by hand, layer by layer.
const MLP_PARAMETERS =
  3 * 256 + 256 + 256 * 128 + 128 + 128 * 64 + 64 + 32 * 32 * 64 * 32 + 32 + 32 * 7 + 7;
// 32 → 30 → 15 → 13 → 6 → 4 → 2 pixels.
const CNN_PARAMETERS =
  9 * 3 * 256 + 256 + 9 * 256 * 128 + 128 + 9 * 128 * 64 + 64 + 2 * 2 * 64 * 32 + 32 + 32 * 7 + 7;
// 32 → 16 → 8 → 4 pixels; a batch normalisation has four numbers a filter.
const CONVOLUTIONS = [
  [3, 8],
  [8, 16],
  [16, 32],
].reduce((sum, [from = 0, to = 0]) => sum + 9 * from * to + to + 4 * to, 0);
const PIXEL_TABLE_CNN_PARAMETERS = CONVOLUTIONS + 4 * 4 * 32 * 128 + 128 + 128 * 7 + 7;
// The mean of each of the last feature maps.
const AUGMENTED_CNN_PARAMETERS =
  [
    [3, 16],
    [16, 32],
    [32, 64],
    [64, 128],
  ].reduce((sum, [from = 0, to = 0]) => sum + 9 * from * to + to + 4 * to, 0) +
  (128 * 64 + 64 + 64 * 7 + 7);
const CLASS_FOLDERS_CNN_PARAMETERS =
  9 * 3 * 32 + 32 + 9 * 32 * 64 + 64 + 9 * 64 * 128 + 128 + 4 * 4 * 128 * 128 + 128 + 128 * 7 + 7;

function weightValues(model: tf.LayersModel): Float32Array[] {
  return model.getWeights().map((weight) => weight.dataSync() as Float32Array);
}

describe.each([
  ['mlp', mlp, MLP_PARAMETERS],
  ['cnn', cnn, CNN_PARAMETERS],
  ['pixel-table-cnn', pixelTableCnn, PIXEL_TABLE_CNN_PARAMETERS],
  ['augmented-cnn', augmentedCnn, AUGMENTED_CNN_PARAMETERS],
  ['class-folders-cnn', classFoldersCnn, CLASS_FOLDERS_CNN_PARAMETERS],
] as const)('%s', (name, make, parameters) => {
  beforeAll(async () => {
    await loadEngine();
  });

  it('has the parameters counted by hand', () => {
    expect(make(OPTIONS).countParams()).toBe(parameters);
  });

  it('gives a probability for each class', () => {
    const x = tf.randomUniform([2, 32, 32, 3], 0, 1, 'float32', 1);
    const output = make(OPTIONS).predict(x) as tf.Tensor;
    expect(output.shape).toEqual([2, 7]);
    for (const sum of tf.sum(output, 1).dataSync()) expect(sum).toBeCloseTo(1, 5);
  });

  it('starts from the same weights for the same seed, and from others for another', () => {
    const [first, again, other] = [42, 42, 43].map((seed) =>
      weightValues(make({ ...OPTIONS, seed })),
    );
    expect(again).toEqual(first);
    expect(other![0]).not.toEqual(first![0]);
  });

  it('has layers by the names that its files will have', () => {
    expect(make(OPTIONS).layers.map((layer) => layer.name)).toMatchSnapshot(name);
  });
});
