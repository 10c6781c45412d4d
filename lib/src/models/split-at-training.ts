import { tf } from '../engine/index.js';
import { baseOf } from './frozen-base.js';

/** A model in two, which share its layers: what training leaves alone, and what it changes. */
export interface SplitModel {
  /** From images to features; gives the same for an image at each step. */
  readonly frozen: tf.LayersModel;
  /** From features to classes; what is trained here is trained in the whole model. */
  readonly trained: tf.LayersModel;
}

/**
 * Cuts a transfer model before the first layer of its base that is trained, or after the base.
 *
 * @param model - its base, the first layer, is a chain of layers
 * @returns both parts, sharing the model's layers; undefined where there is no frozen part
 */
export function splitAtTraining(model: tf.LayersModel): SplitModel | undefined {
  const base = baseOf(model);
  if (!base || base !== model.layers[0] || !isChain(base)) return undefined;
  const [input, ...layers] = base.layers as [tf.layers.Layer, ...tf.layers.Layer[]];
  const firstTrained = layers.findIndex((layer) => layer.trainableWeights.length > 0);
  const cut = firstTrained === -1 ? layers.length : firstTrained;
  if (cut === 0) return undefined;
  const features = outputOf(layers[cut - 1]!);
  const frozen = tf.model({ inputs: outputOf(input), outputs: features });
  const inputs = tf.input({ shape: features.shape.slice(1) });
  const rest = [...layers.slice(cut), ...model.layers.slice(1)];
  const outputs = rest.reduce<tf.SymbolicTensor>(
    (x, layer) => layer.apply(x) as tf.SymbolicTensor,
    inputs,
  );
  return { frozen, trained: tf.model({ inputs, outputs }) };
}

// A layer may have been applied again by an earlier cut; its first output is the base's own.
function outputOf(layer: tf.layers.Layer): tf.SymbolicTensor {
  return layer.getOutputAt(0) as tf.SymbolicTensor;
}

function isChain({ layers }: tf.LayersModel): boolean {
  return layers.every((layer, i) => {
    const inputs = i === 0 ? [] : [layer.getInputAt(0)].flat();
    return i === 0 || (inputs.length === 1 && inputs[0] === outputOf(layers[i - 1]!));
  });
}
