import type { tf } from '../engine/index.js';
import type { JsonObject } from './json.js';

/** An output of a layer's call, counted from 0 among the calls in one model. */
export interface GraphTensor {
  /** The layer. */
  readonly layer: tf.layers.Layer;
  /** Which of its calls. */
  readonly call: number;
  /** Which of the call's outputs. */
  readonly output: number;
}

/** One call of a layer in a model. */
export interface GraphCall {
  /** What the layer is called on. */
  readonly inputs: readonly GraphTensor[];
  /** Further arguments, e.g. `training`. */
  readonly options: JsonObject;
}

interface Node {
  readonly inboundLayers: readonly tf.layers.Layer[];
  readonly nodeIndices: readonly number[];
  readonly tensorIndices: readonly number[];
  readonly callArgs?: JsonObject | null;
}

/** The parts of a functional model that say how its layers are joined, not public in tfjs. */
interface Graph {
  readonly containerNodes: ReadonlySet<string>;
  readonly inputLayers: readonly tf.layers.Layer[];
  readonly inputLayersNodeIndices: readonly number[];
  readonly inputLayersTensorIndices: readonly number[];
  readonly outputLayers: readonly tf.layers.Layer[];
  readonly outputLayersNodeIndices: readonly number[];
  readonly outputLayersTensorIndices: readonly number[];
}

/** Calls of a layer that belong to the model, in their order; an input layer has none. */
export function callsIn(model: tf.LayersModel, layer: tf.layers.Layer): GraphCall[] {
  return callNodes(model, layer).map(({ node }) => ({
    inputs: node.inboundLayers.map((inbound, i) =>
      graphTensor(model, inbound, node.nodeIndices[i]!, node.tensorIndices[i]!),
    ),
    options: node.callArgs ?? {},
  }));
}

/** What a functional model takes. */
export function graphInputs(model: tf.LayersModel): GraphTensor[] {
  const graph = graphOf(model);
  return graph.inputLayers.map((layer, i) =>
    graphTensor(model, layer, graph.inputLayersNodeIndices[i]!, graph.inputLayersTensorIndices[i]!),
  );
}

/** What a functional model gives. */
export function graphOutputs(model: tf.LayersModel): GraphTensor[] {
  const graph = graphOf(model);
  return graph.outputLayers.map((layer, i) =>
    graphTensor(
      model,
      layer,
      graph.outputLayersNodeIndices[i]!,
      graph.outputLayersTensorIndices[i]!,
    ),
  );
}

function graphTensor(
  model: tf.LayersModel,
  layer: tf.layers.Layer,
  nodeIndex: number,
  output: number,
): GraphTensor {
  const before = callNodes(model, layer).filter(({ index }) => index < nodeIndex);
  return { layer, call: before.length, output };
}

// A nested model's first node is how it was made, and no call.
function callNodes(model: tf.LayersModel, layer: tf.layers.Layer) {
  const { containerNodes } = graphOf(model);
  return (layer.inboundNodes as unknown as Node[])
    .map((node, index) => ({ node, index }))
    .filter(
      ({ node, index }) =>
        containerNodes.has(`${layer.name}_ib-${String(index)}`) && node.inboundLayers.length > 0,
    );
}

function graphOf(model: tf.LayersModel): Graph {
  const inner = (model as unknown as { model?: tf.LayersModel }).model ?? model;
  return inner;
}
