import { tf } from '../engine/index.js';

/** A weight of a model, by the layers around it. */
export interface LayerWeight {
  /** tfjs's variable. */
  readonly variable: tf.LayerVariable;
  /** Name of the layer that owns it. */
  readonly layer: string;
  /** Its name in Keras, e.g. `kernel`. */
  readonly name: string;
  /** Whether an optimizer changes it: all layers around it are trainable, too. */
  readonly trainable: boolean;
}

/** A layer inside another, under the name of Keras's attribute that holds it. */
interface Child {
  /** e.g. `cell`, or `layers` for one of a list. */
  readonly attribute: string;
  readonly isListed: boolean;
  readonly layer: tf.layers.Layer;
}

interface Internals {
  readonly _trainableWeights: tf.LayerVariable[];
  readonly _nonTrainableWeights: tf.LayerVariable[];
  readonly cell?: tf.layers.Layer;
  readonly cells?: tf.layers.Layer[];
  readonly layer?: tf.layers.Layer;
  readonly forwardLayer?: tf.layers.Layer;
  readonly backwardLayer?: tf.layers.Layer;
}

/**
 * A layer's weights in Keras's own order: its own, then those of the layers inside it.
 *
 * @param layer - a layer or model, built
 * @param trainable - whether all layers around it are trainable
 */
export function layerWeights(layer: tf.layers.Layer, trainable = true): LayerWeight[] {
  const isTrainable = trainable && layer.trainable;
  return [
    ...ownWeights(layer).map((variable) => ({
      variable,
      layer: layer.name,
      name: variable.originalName.split('/').at(-1)!,
      trainable: isTrainable && variable.trainable,
    })),
    ...childLayers(layer).flatMap((child) => layerWeights(child.layer, isTrainable)),
  ];
}

/** The same in the order of HDF5 files: trainable ones first. */
export function legacyWeights(layer: tf.layers.Layer, trainable = true): LayerWeight[] {
  const weights = layerWeights(layer, trainable);
  return [
    ...weights.filter((weight) => weight.trainable),
    ...weights.filter((weight) => !weight.trainable),
  ];
}

/** Weights that a layer owns itself, not by a layer inside it. */
export function ownWeights(layer: tf.layers.Layer): tf.LayerVariable[] {
  if (layer instanceof tf.LayersModel) return [];
  const { _trainableWeights: trained, _nonTrainableWeights: others } =
    layer as unknown as Internals;
  return [...trained, ...others];
}

/** Layers of a model that Keras counts: a Sequential's without its input layer. */
export function modelLayers(model: tf.LayersModel): tf.layers.Layer[] {
  const isInput = (layer: tf.layers.Layer) => layer.getClassName() === 'InputLayer';
  return model instanceof tf.Sequential
    ? model.layers.filter((layer) => !isInput(layer))
    : model.layers;
}

/** Layers inside a layer, in Keras's order. */
function childLayers(layer: tf.layers.Layer): Child[] {
  if (layer instanceof tf.LayersModel) return listed('layers', modelLayers(layer));
  const {
    cell,
    cells,
    layer: wrapped,
    forwardLayer,
    backwardLayer,
  } = layer as unknown as Internals;
  if (forwardLayer && backwardLayer) {
    return [...single('forward_layer', forwardLayer), ...single('backward_layer', backwardLayer)];
  }
  if (cells) return listed('cells', cells);
  if (cell) return single('cell', cell);
  return wrapped ? single('layer', wrapped) : [];
}

function listed(attribute: string, layers: readonly tf.layers.Layer[]): Child[] {
  return layers.map((layer) => ({ attribute, isListed: true, layer }));
}

function single(attribute: string, layer: tf.layers.Layer): Child[] {
  return [{ attribute, isListed: false, layer }];
}

/** A layer and where Keras 3 keeps its own variables. */
export interface StoredLayer {
  /** The layer. */
  readonly layer: tf.layers.Layer;
  /** e.g. `layers/conv2d_1`; empty for the model itself. */
  readonly path: string;
}

/**
 * All layers of a model with their places in a `.weights.h5` of Keras 3. Layers of a list are told
 * apart by class and number, never by name.
 *
 * @param root - the model
 * @param path - the model's own place
 */
export function storedLayers(root: tf.layers.Layer, path = ''): StoredLayer[] {
  const counts = new Map<string, number>();
  const children = childLayers(root).flatMap(({ attribute, isListed, layer }) => {
    const name = snakeCase(layer.getClassName());
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const key = isListed ? `${attribute}/${count === 0 ? name : `${name}_${count}`}` : attribute;
    return storedLayers(layer, path === '' ? key : `${path}/${key}`);
  });
  return [{ layer: root, path }, ...children];
}

/** Keras's `to_snake_case`, e.g. `global_average_pooling2d`. */
export function snakeCase(className: string): string {
  const name = className === 'LayersModel' || className === 'Model' ? 'Functional' : className;
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
