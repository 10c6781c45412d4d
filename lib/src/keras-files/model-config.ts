import { tf } from '../engine/index.js';
import type { Json, JsonObject } from './json.js';
import { modelLayers } from './layer-weights.js';
import {
  callsIn,
  type GraphCall,
  type GraphTensor,
  graphInputs,
  graphOutputs,
} from './model-graph.js';
import { kerasClass, toKerasConfig } from './to-keras-config.js';

/**
 * A model's architecture as Keras writes it to `.h5`: in the words of Keras 2, which Keras 3 reads
 * as well. Where a model holds models, whose calls the two count differently, calls are written as
 * Keras 3 does.
 *
 * @param model - Sequential or Functional, built
 * @param dialect - 3 to write all calls as Keras 3 does
 * @returns class and config
 */
export function modelConfig(model: tf.LayersModel, dialect: 2 | 3 = 2): JsonObject {
  const config =
    model instanceof tf.Sequential ? sequential(model, dialect) : functional(model, dialect);
  return {
    class_name: model instanceof tf.Sequential ? 'Sequential' : 'Functional',
    config: { name: model.name, trainable: model.trainable, ...config },
  };
}

function sequential(model: tf.Sequential, dialect: 2 | 3): JsonObject {
  const layers = modelLayers(model).map((layer) => layerConfig(layer, dialect));
  return { layers: [inputLayerOf(model), ...layers] };
}

function inputLayerOf(model: tf.Sequential): JsonObject {
  const [input] = model.inputs as [tf.SymbolicTensor];
  const found = model.layers.find((layer) => layer.getClassName() === 'InputLayer');
  const name = found?.name ?? `${model.name}_input`;
  const config = { name, batchInputShape: input.shape, dtype: input.dtype };
  return { class_name: 'InputLayer', config: toKerasConfig('InputLayer', config) };
}

function layerConfig(layer: tf.layers.Layer, dialect: 2 | 3): JsonObject {
  if (layer instanceof tf.LayersModel) return modelConfig(layer, dialect);
  const className = kerasClass(layer.getClassName());
  const config = { ...layer.getConfig(), trainable: layer.trainable };
  return { class_name: className, config: toKerasConfig(className, config) };
}

function functional(model: tf.LayersModel, dialect: 2 | 3): JsonObject {
  const hasModels = model.layers.some((layer) => layer instanceof tf.LayersModel);
  const toNode = hasModels || dialect === 3 ? keras3Node : keras2Node;
  return {
    layers: model.layers.map((layer) => ({
      ...layerConfig(layer, dialect),
      name: layer.name,
      inbound_nodes: callsIn(model, layer).map(toNode),
    })),
    input_layers: unlisted(graphInputs(model).map(reference)),
    output_layers: unlisted(graphOutputs(model).map(outputReference)),
  };
}

function reference({ layer, call, output }: GraphTensor): Json[] {
  return [layer.name, call, output];
}

// Keras 3 counts what a nested Functional model gives to the outputs from 1.
function outputReference({ layer, call, output }: GraphTensor): Json[] {
  const isFunctional = layer instanceof tf.LayersModel && !(layer instanceof tf.Sequential);
  return [layer.name, isFunctional ? call + 1 : call, output];
}

// A list of one would make Keras 3's model give a list, which no Sequential around it can take.
function unlisted(references: Json[]): Json {
  return references.length === 1 ? references[0]! : references;
}

function keras2Node({ inputs, options }: GraphCall): Json {
  return inputs.map((input) => [...reference(input), options]);
}

function keras3Node({ inputs, options }: GraphCall): Json {
  const tensors = inputs.map((input) => {
    const found = input.layer.getOutputAt(0);
    const { shape, dtype } = Array.isArray(found) ? found[input.output]! : found;
    const config = { shape, dtype, keras_history: reference(input) };
    return { class_name: '__keras_tensor__', config };
  });
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs: options };
}
