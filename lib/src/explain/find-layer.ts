import { ArgumentError } from '../core/index.js';
import type { tf } from '../engine/index.js';

type Layer = tf.layers.Layer;

/** Layers that work on each place of a convolution's output alone. */
const PLACE_BY_PLACE = new Set([
  'BatchNormalization',
  'Activation',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'ThresholdedReLU',
]);

/**
 * Finds a layer, also inside of nested models.
 *
 * @param model - any model
 * @param name - the layer's name; `outer/inner` where several nested models have one of that name
 * @returns the layer
 * @throws ArgumentError where no layer or several have the name
 */
export function findLayer(model: tf.LayersModel, name: string): Layer {
  const named = [...namedLayers(model)];
  const found = named.filter(([path]) => path === name || path.endsWith(`/${name}`));
  if (found.length === 1) return found[0]![1];
  const maps = named.filter(([, layer]) => isFeatureMap(layer)).map(([path]) => path);
  const several = `is the name of ${found.length} layers, ${found.map(([path]) => path).join(', ')}`;
  throw new ArgumentError(
    `The model "${model.name}": "${name}" ${found.length === 0 ? 'is no layer' : several}, expected one of ${maps.join(', ') || 'its layers, none of which has rows, columns and channels'}.`,
  );
}

/**
 * The layer that a class activation map is usually made of: the last convolution whose output has
 * more than one place, with the normalisation and activation that follow it directly.
 *
 * @param model - any model
 * @returns the layer
 * @throws ArgumentError where the model has no such convolution
 */
export function lastConvolution(model: tf.LayersModel): Layer {
  const layers = [...namedLayers(model)].map(([, layer]) => layer);
  let last = layers.findLast(
    (layer) => layer.getClassName().includes('Conv') && isFeatureMap(layer),
  );
  if (!last) {
    throw new ArgumentError(
      `The model "${model.name}" has no convolution whose output has rows and columns: Grad-CAM shows what such a layer looks at. Give a convolutional model.`,
    );
  }
  for (let next = onlyConsumer(last); next; next = onlyConsumer(last)) {
    if (!PLACE_BY_PLACE.has(next.getClassName())) return last;
    last = next;
  }
  return last;
}

/** All layers that compute, with their paths, those of a nested model after the model. */
function* namedLayers(model: tf.LayersModel, prefix = ''): Generator<[string, Layer]> {
  for (const layer of model.layers) {
    const path = `${prefix}${layer.name}`;
    if (layer.getClassName() === 'InputLayer') continue;
    yield [path, layer];
    if ('layers' in layer) yield* namedLayers(layer as unknown as tf.LayersModel, `${path}/`);
  }
}

function onlyConsumer(layer: Layer): Layer | undefined {
  const consumers = new Set(layer.outboundNodes.map((node) => node.outboundLayer));
  return consumers.size === 1 ? [...consumers][0] : undefined;
}

/** Whether a layer gives rows, columns and channels, and more than one place. */
function isFeatureMap({ inboundNodes: [node] }: Layer): boolean {
  const [output, another] = node?.outputTensors ?? [];
  if (output?.rank !== 4 || another) return false;
  return output.shape[1] !== 1 || output.shape[2] !== 1;
}
