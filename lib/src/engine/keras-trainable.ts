import * as tf from '@tensorflow/tfjs';

interface Container {
  trainable_: boolean;
  readonly layers: readonly tf.layers.Layer[];
}

interface Sequential {
  build: (...args: unknown[]) => void;
}

/**
 * Makes a model's `trainable` mean what it means in Keras: setting it sets that of each layer
 * inside, however deep. tfjs freezes the weights of a model's own layers alone, so that a batch
 * normalisation in a frozen base would go on as in training.
 */
export function setTrainableAsKeras(): void {
  let building = false;
  const prototype = tf.LayersModel.prototype as object;
  Object.defineProperty(prototype, 'trainable', {
    configurable: true,
    get(this: Container) {
      return this.trainable_;
    },
    set(this: Container, trainable: boolean) {
      this.trainable_ = trainable;
      if (building) return;
      for (const layer of this.layers) layer.trainable = trainable;
    },
  });
  // A Sequential holds a model inside, and copies `trainable` to it when it is built.
  const sequential = tf.Sequential.prototype as unknown as Sequential;
  const { build } = sequential;
  sequential.build = function (...args) {
    building = true;
    try {
      build.apply(this, args);
    } finally {
      building = false;
    }
  };
}
