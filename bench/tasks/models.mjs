// The models of the tasks; models.py has the same in Keras, with the same initial weights.

import { cnn, mlp, tf } from '../../lib/dist/index.js';
import { glorotUniform, kerasSeeds } from '../../lib/dist/models/keras-seeds.js';

const SEED = 42;

// A ResNet for 64×64 pixels: three stages of two blocks, 0.7 million parameters.
function residual({ inputShape, classes, seed }) {
  const next = kerasSeeds(seed);
  const kernelInitializer = () => glorotUniform(next());
  const relu = (x) => tf.layers.reLU().apply(x);
  const convolve = (x, filters, kernelSize = 3, strides = 1) => {
    const convolution = tf.layers.conv2d({
      filters,
      kernelSize,
      strides,
      padding: 'same',
      useBias: false,
      kernelInitializer: kernelInitializer(),
    });
    return tf.layers.batchNormalization({}).apply(convolution.apply(x));
  };
  const block = (x, filters, strides) => {
    const y = convolve(relu(convolve(x, filters, 3, strides)), filters);
    const shortcut = strides > 1 ? convolve(x, filters, 1, strides) : x;
    return relu(tf.layers.add().apply([shortcut, y]));
  };
  const image = tf.input({ shape: inputShape });
  let x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(relu(convolve(image, 32)));
  for (const [stage, filters] of [32, 64, 128].entries()) {
    x = block(x, filters, stage === 0 ? 1 : 2);
    x = block(x, filters, 1);
  }
  const dense = tf.layers.dense({
    units: classes,
    activation: 'softmax',
    kernelInitializer: kernelInitializer(),
  });
  x = dense.apply(tf.layers.globalAveragePooling2d({}).apply(x));
  return tf.model({ inputs: image, outputs: x });
}

const MODELS = { cnn, mlp, residual };
export const SIZE = { cnn: 32, mlp: 32, residual: 64 };

/** A model by its name, with its initial weights, not compiled; the engine must be loaded. */
export function makeModel(name) {
  const size = SIZE[name];
  return MODELS[name]({ inputShape: [size, size, 3], classes: 7, seed: SEED });
}
