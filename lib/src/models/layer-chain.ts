import { tf } from '../engine/index.js';
import type { ApplicationOptions } from './application-options.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';

type Initializer = ReturnType<typeof glorotUniform>;

/**
 * Gives a kernel's initialiser at each call, in the order in which Keras makes the layers: the
 * seeds are drawn even where the weights are to be read, so that what follows has Keras's seeds.
 *
 * @param options - the seed, and whether weights are needed
 * @returns gives the next initialiser, and the next seed
 */
export function kernelInitializers({ seed, withoutWeights }: ApplicationOptions): {
  readonly next: () => number;
  readonly initializer: () => Initializer;
} {
  const next = typeof seed === 'number' ? kerasSeeds(seed) : seed;
  const initializer = () => {
    const drawn = next();
    return withoutWeights ? tf.initializers.zeros() : glorotUniform(drawn);
  };
  return { next, initializer };
}

/**
 * A functional model of layers that follow one another, as Keras Applications makes them.
 *
 * @param name - of the model
 * @param inputShape - height, width and channels
 * @param layers - in order
 * @returns the model; the caller disposes it
 */
export function layerChain(
  name: string,
  inputShape: [number, number, number],
  layers: readonly tf.layers.Layer[],
): tf.LayersModel {
  const inputs = tf.input({ shape: inputShape, name: `${name}_input` });
  const outputs = layers.reduce<tf.SymbolicTensor>(
    (x, layer) => layer.apply(x) as tf.SymbolicTensor,
    inputs,
  );
  return tf.model({ name, inputs, outputs });
}
