import { KerasFileError } from '../core/index.js';
import { tf } from '../engine/index.js';
import type { Json } from './json.js';
import { makeLayer } from './make-layer.js';
import type { LayerSpec, ModelSpec, TensorReference } from './model-spec.js';

/**
 * Makes a tfjs model of an architecture. Weights are 0 and wait for the file's.
 *
 * @param spec - the architecture
 * @returns the model, not compiled
 * @throws KerasFileError naming the layer that is unknown, does not fit its input or is never reached
 */
export function buildModel(spec: ModelSpec): tf.LayersModel {
  const model = spec.kind === 'sequential' ? buildSequential(spec) : buildFunctional(spec);
  if (spec.trainable === false) model.trainable = false;
  return model;
}

function buildSequential(spec: ModelSpec): tf.Sequential {
  const model = tf.sequential({ name: spec.name });
  const hasShape = spec.layers.some(
    ({ className, config, model: nested }, i) =>
      i === 0 &&
      (nested !== undefined ||
        className === 'InputLayer' ||
        config['batch_input_shape'] !== undefined ||
        config['batch_shape'] !== undefined ||
        config['input_dim'] !== undefined),
  );
  for (const [i, layer] of spec.layers.entries()) {
    const shape = i === 0 && !hasShape ? spec.buildInputShape : null;
    const made = layerOf(layer, shape);
    at(layer, () => {
      model.add(made);
    });
  }
  if (model.outputs.length === 0) {
    throw new KerasFileError(
      `The model "${spec.name}" does not say the shape of its input. Call it once in Keras, or begin it with keras.Input, and save it again.`,
    );
  }
  return model;
}

function layerOf(spec: LayerSpec, buildInputShape: Json = null): tf.layers.Layer {
  if (spec.model) return buildModel({ ...spec.model, name: spec.name });
  const config =
    buildInputShape === null ? spec.config : { ...spec.config, batch_input_shape: buildInputShape };
  const layer = makeLayer({ ...spec, config });
  layer.setFastWeightInitDuringBuild(true);
  return layer;
}

interface Made {
  readonly spec: LayerSpec;
  readonly layer: tf.layers.Layer;
  /** Outputs of each call. */
  readonly calls: tf.SymbolicTensor[][];
}

function buildFunctional(spec: ModelSpec): tf.LayersModel {
  const made = new Map<string, Made>();
  for (const layer of spec.layers) {
    made.set(layer.name, { spec: layer, layer: layerOf(layer), calls: [] });
  }
  callInOrder(made, spec);
  const firstCalls = firstCallsOf(spec, true);
  const tensors = (references: readonly TensorReference[]) =>
    references.map((reference) => {
      const tensor = tensorOf(made, reference, firstCalls);
      if (tensor) return tensor;
      throw unknownTensor(reference, `The model "${spec.name}"`);
    });
  const [inputs, outputs] = [tensors(spec.inputs), tensors(spec.outputs)];
  const model = tf.model({ name: spec.name, inputs, outputs });
  // Weights, and an optimizer's slots, are in the order of the layers.
  model.layers = spec.layers
    .map(({ name }) => made.get(name)!.layer)
    .filter((layer) => model.layers.includes(layer));
  return model;
}

// Each layer is called as soon as its inputs are there; where none is, the graph is broken.
function callInOrder(made: ReadonlyMap<string, Made>, spec: ModelSpec): void {
  const { name, layers } = spec;
  const firstCalls = firstCallsOf(spec, false);
  for (const layer of made.values()) {
    if (layer.spec.className === 'InputLayer') {
      layer.calls.push([layer.layer.output as tf.SymbolicTensor]);
    }
  }
  let waiting = [...made.values()].filter((layer) => layer.spec.className !== 'InputLayer');
  while (waiting.length > 0) {
    const before = waiting.reduce((sum, { calls }) => sum + calls.length, 0);
    for (const layer of waiting) callWherePossible(made, layer, firstCalls);
    const after = waiting.reduce((sum, { calls }) => sum + calls.length, 0);
    waiting = waiting.filter((layer) => layer.calls.length < layer.spec.calls.length);
    if (waiting.length > 0 && after === before) throw neverReached(name, waiting[0]!, layers);
  }
}

function callWherePossible(
  made: ReadonlyMap<string, Made>,
  layer: Made,
  firstCalls: ReadonlyMap<string, number>,
): void {
  for (const call of layer.spec.calls.slice(layer.calls.length)) {
    const inputs = call.inputs.map((reference) => tensorOf(made, reference, firstCalls));
    if (inputs.length === 0 || inputs.some((input) => input === undefined)) return;
    const tensors = inputs as tf.SymbolicTensor[];
    const output = at(layer.spec, () =>
      layer.layer.apply(tensors.length === 1 ? tensors[0]! : tensors, call.options),
    );
    layer.calls.push((Array.isArray(output) ? output : [output]) as tf.SymbolicTensor[]);
  }
}

function tensorOf(
  made: ReadonlyMap<string, Made>,
  { layer, call, output }: TensorReference,
  firstCalls: ReadonlyMap<string, number>,
): tf.SymbolicTensor | undefined {
  return made.get(layer)?.calls[call - (firstCalls.get(layer) ?? 0)]?.[output];
}

// Before Keras 3 the calls of a nested model are counted from 1, as it was called once to be made.
// In Keras 3 this holds only for what a Functional one gives to the outputs.
function firstCallsOf({ layers, isKeras3 }: ModelSpec, isOutput: boolean): Map<string, number> {
  const nested = layers.filter(({ model }) => model !== undefined);
  return new Map(
    nested.map(({ name, model }) => {
      const fromOne = isKeras3 ? isOutput && model!.kind === 'functional' : true;
      return [name, fromOne ? 1 : 0];
    }),
  );
}

function at<T>({ name, className }: LayerSpec, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof KerasFileError) throw cause;
    throw new KerasFileError(
      `The layer "${name}" (${className}) does not fit its input: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function neverReached(model: string, { spec }: Made, layers: readonly LayerSpec[]): KerasFileError {
  const names = new Set(layers.map((layer) => layer.name));
  const missing = spec.calls.flatMap(({ inputs }) => inputs).find(({ layer }) => !names.has(layer));
  if (missing) return unknownTensor(missing, `The layer "${spec.name}"`);
  return new KerasFileError(
    `The model "${model}" is no graph: the layer "${spec.name}" waits for its own output. Save the model again with Keras.`,
  );
}

function unknownTensor({ layer, call, output }: TensorReference, who: string): KerasFileError {
  return new KerasFileError(
    `${who} takes output ${output} of call ${call} of the layer "${layer}", which is not there. Save the model again with Keras.`,
  );
}
