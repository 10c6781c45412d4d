import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';

/** Which layers of a base are trained after the head: the last ones, or those named. */
export type Unfreeze =
  /** The last layers of the base, counted with those that have no weights, as Keras's guide does. */
  | { readonly topLayers: number }
  /** Layers whose name begins with one of these, e.g. `block5` or `conv_pw_13`. */
  | { readonly names: readonly string[] };

/**
 * Keeps a base as it is: none of its weights is trained, and its batch normalisation uses its
 * stored means and variances, also in training and also once it is unfrozen, as Keras advises.
 *
 * @param base - a pretrained model; changed in place
 * @returns the same model
 * @remarks https://keras.io/guides/transfer_learning, "Important notes about BatchNormalization layer".
 */
export function freeze(base: tf.LayersModel): tf.LayersModel {
  for (const layer of base.layers) {
    layer.trainable = false;
    if (layer.getClassName() === 'BatchNormalization') keepInference(layer);
  }
  base.trainable = false;
  return base;
}

/**
 * Lets some layers of a frozen base be trained.
 *
 * @param base - from {@link freeze}; changed in place
 * @param which - the last layers, or layers by the beginning of their names
 * @throws ArgumentError where no layer with weights is meant, or a name is no layer's
 */
export function unfreeze(base: tf.LayersModel, which: Unfreeze): void {
  const chosen = new Set(chosenLayers(base.layers, which));
  if (![...chosen].some((layer) => layer.weights.length > 0)) {
    throw new ArgumentError(
      `fine-tuning of ${JSON.stringify(which)} trains no layer of ${base.name}; its last ones are ${lastNames(base.layers)}.`,
    );
  }
  // The model's own switch sets that of all weights, so it comes first.
  base.trainable = true;
  for (const layer of base.layers) layer.trainable = chosen.has(layer);
}

/**
 * The pretrained base of a transfer model: its first layer.
 *
 * @param model - e.g. of `vgg16Transfer`
 * @returns the base, owned by the model; undefined where the model has none
 */
export function baseOf(model: tf.LayersModel): tf.LayersModel | undefined {
  return model.layers.find((layer) => layer instanceof tf.LayersModel);
}

function chosenLayers(
  layers: readonly tf.layers.Layer[],
  which: Unfreeze,
): readonly tf.layers.Layer[] {
  if ('topLayers' in which) return which.topLayers > 0 ? layers.slice(-which.topLayers) : [];
  return which.names.flatMap((name) => {
    const named = layers.filter((layer) => layer.name.startsWith(name));
    if (named.length > 0) return named;
    throw new ArgumentError(
      `no layer's name begins with "${name}"; the last layers are ${lastNames(layers)}.`,
    );
  });
}

function lastNames(layers: readonly tf.layers.Layer[]): string {
  return layers
    .slice(-6)
    .map(({ name }) => name)
    .join(', ');
}

// tfjs trains the moving means of a frozen layer on.
function keepInference(layer: tf.layers.Layer): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false });
}
