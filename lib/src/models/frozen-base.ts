import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';

/** Which layers of a base are trained after the head: the last ones, or those named. */
export type Unfreeze =
  /** The last layers of the base, counted with those that have no weights, as Keras's guide does. */
  | { readonly topLayers: number }
  /** Layers whose name begins with one of these, e.g. `block5` or `conv_pw_13`. */
  | { readonly names: readonly string[] };

/**
 * Lets some layers of a frozen base be trained. Its batch normalisation stays frozen, and so in
 * inference mode, as Keras advises.
 *
 * @param base - of a transfer model; changed in place
 * @param which - the last layers, or layers by the beginning of their names
 * @throws ArgumentError where no layer with weights is meant, or a name is no layer's
 * @remarks Keras 3.15 ignores `training=False` of a base's call in `fit`, so a frozen layer is the
 * way to inference mode there, too.
 */
export function unfreeze(base: tf.LayersModel, which: Unfreeze): void {
  const chosen = new Set(
    chosenLayers(base.layers, which).filter((layer) => !isNormalisation(layer)),
  );
  if (![...chosen].some((layer) => layer.weights.length > 0)) {
    throw new ArgumentError(
      `fine-tuning of ${JSON.stringify(which)} trains no layer of ${base.name}; its last ones are ${lastNames(base.layers)}.`,
    );
  }
  // The model's own switch sets that of each layer, so it comes first.
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

function isNormalisation(layer: tf.layers.Layer): boolean {
  return layer.getClassName() === 'BatchNormalization';
}
