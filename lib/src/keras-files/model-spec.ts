import { KerasFileError } from '../core/index.js';
import {
  type ClassConfig,
  isClassConfig,
  isJsonObject,
  type Json,
  type JsonObject,
  shown,
} from './json.js';
import { fromKeras1 } from './keras1-dialect.js';
import { plainConfig } from './plain-config.js';

/** An output of a layer's call. */
export interface TensorReference {
  /** Name of the layer. */
  readonly layer: string;
  /** Which of its calls in this model, from 0; for a nested model possibly from 1. */
  readonly call: number;
  /** Which of the call's outputs, from 0. */
  readonly output: number;
}

/** One call of a layer. */
interface LayerCall {
  /** What it is called on. */
  readonly inputs: readonly TensorReference[];
  /** Further arguments, e.g. `training`. */
  readonly options: JsonObject;
}

/** A layer of a model, in no dialect: nested models are models. */
export interface LayerSpec {
  /** Keras's class, e.g. `Conv2D`. */
  readonly className: string;
  /** Name, unique in its model. */
  readonly name: string;
  /** Keras 2's config, with snake_case keys and plain values. */
  readonly config: JsonObject;
  /** The nested model, where the layer is one. */
  readonly model?: ModelSpec;
  /** How it is called in its model; one of a Sequential has no calls. */
  readonly calls: readonly LayerCall[];
}

/** A Sequential or Functional model. */
export interface ModelSpec {
  /** Which of the two. */
  readonly kind: 'sequential' | 'functional';
  /** The model's name. */
  readonly name: string;
  /** Whether its weights are trained; undefined where the file does not say. */
  readonly trainable: boolean | undefined;
  /** In the file's order. */
  readonly layers: readonly LayerSpec[];
  /** Inputs of a Functional model. */
  readonly inputs: readonly TensorReference[];
  /** Outputs of a Functional model. */
  readonly outputs: readonly TensorReference[];
  /** Whether calls are written as Keras 3 does, which counts those of nested models differently. */
  readonly isKeras3: boolean;
  /** Shape that a Sequential without input layer was built for. */
  readonly buildInputShape: Json;
}

const MODELS = ['Sequential', 'Functional', 'Model'];
const MAX_DEPTH = 50;

/**
 * Reads a model's architecture in any of Keras's dialects.
 *
 * @param json - what `model_config` or `config.json` holds
 * @returns the architecture, in no dialect
 * @throws KerasFileError for what is no Sequential or Functional model, and for custom objects
 */
export function readModelSpec(json: Json): ModelSpec {
  const plain = plainConfig(json);
  if (!isJsonObject(plain) || !MODELS.includes(shown(plain['class_name']))) {
    const found = isJsonObject(plain) ? JSON.stringify(plain['class_name']) : typeof plain;
    throw new KerasFileError(
      `The file holds ${found}, expected a Sequential or Functional model. A subclassed model is Python code: rebuild it as Functional and save that.`,
    );
  }
  return modelSpec(plain, 0);
}

function modelSpec(model: JsonObject, depth: number): ModelSpec {
  if (depth > MAX_DEPTH) throw invalid('models are nested in models without end');
  const { config } = model;
  const body: JsonObject = Array.isArray(config) ? { layers: config } : objectOf(config, 'config');
  const layerConfigs = listOf(body['layers'], 'layers');
  const layers = layerConfigs.map((layer) => layerSpec(layer, depth));
  checkNames(layers);
  const { build_config: build } = model;
  return {
    kind: model['class_name'] === 'Sequential' ? 'sequential' : 'functional',
    name: shown(body['name'] ?? 'model'),
    trainable: typeof body['trainable'] === 'boolean' ? body['trainable'] : undefined,
    layers,
    inputs: references(body['input_layers'] ?? []),
    outputs: references(body['output_layers'] ?? []),
    isKeras3: layerConfigs.some(hasKeras3Calls),
    buildInputShape:
      body['build_input_shape'] ?? (isJsonObject(build) ? build['input_shape'] : null) ?? null,
  };
}

function layerSpec(json: Json, depth: number): LayerSpec {
  const found = objectOf(json, 'a layer');
  const calls = listOf(found['inbound_nodes'] ?? [], 'inbound_nodes').map(layerCall);
  if (MODELS.includes(shown(found['class_name']))) {
    const model = modelSpec(found, depth + 1);
    const name = shown(found['name'] ?? model.name);
    return { className: shown(found['class_name']), name, config: {}, model, calls };
  }
  if (!isClassConfig(found)) throw invalid('a layer without class_name and config');
  const layer: ClassConfig = fromKeras1(found);
  const name = layer.config['name'] ?? found['name'];
  if (typeof name !== 'string') throw invalid(`a ${layer.class_name} layer has no name`);
  return { className: layer.class_name, name, config: layer.config, calls };
}

function hasKeras3Calls(layer: Json): boolean {
  const nodes = isJsonObject(layer) ? layer['inbound_nodes'] : null;
  return Array.isArray(nodes) && nodes.some((node) => isJsonObject(node));
}

// Keras 3: {args, kwargs}. Before: [[layer, call, output, options], ...].
function layerCall(node: Json): LayerCall {
  if (isJsonObject(node)) {
    const inputs = kerasTensors(node['args'] ?? []);
    const options = isJsonObject(node['kwargs']) ? node['kwargs'] : {};
    return { inputs, options: withoutTensors(options) };
  }
  const entries = isReference(node) ? [node] : listOf(node, 'an inbound node');
  const options = entries.map((entry) => (Array.isArray(entry) ? entry[3] : null));
  return {
    inputs: entries.map(reference),
    options: withoutTensors(options.find((option) => isJsonObject(option))),
  };
}

function kerasTensors(value: Json): TensorReference[] {
  if (Array.isArray(value)) return value.flatMap(kerasTensors);
  if (!isClassConfig(value) || value.class_name !== '__keras_tensor__') return [];
  return [reference(value.config['keras_history'] ?? null)];
}

function withoutTensors(options: JsonObject | undefined): JsonObject {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value !== null);
  const tensor = entries.find(([, value]) => typeof value === 'object');
  if (tensor) throw invalid(`a layer takes a tensor as its option "${tensor[0]}"`);
  return Object.fromEntries(entries);
}

function isReference(value: Json): value is Json[] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function reference(value: Json): TensorReference {
  if (!isReference(value)) throw invalid(`${JSON.stringify(value)} names no layer`);
  return { layer: shown(value[0]), call: Number(value[1]), output: Number(value[2]) };
}

function references(value: Json): TensorReference[] {
  if (isReference(value)) return [reference(value)];
  const entries = isJsonObject(value) ? Object.values(value) : listOf(value, 'inputs or outputs');
  return entries.flatMap(references);
}

function checkNames(layers: readonly LayerSpec[]): void {
  const names = new Set<string>();
  for (const { name } of layers) {
    if (names.has(name)) throw invalid(`two layers are called "${name}"`);
    names.add(name);
  }
}

function objectOf(value: Json | undefined, what: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw invalid(`${what} is ${shown(value)}`);
}

function listOf(value: Json | undefined, what: string): Json[] {
  if (Array.isArray(value)) return value;
  throw invalid(`${what} is ${shown(value)}`);
}

function invalid(found: string): KerasFileError {
  return new KerasFileError(
    `The model's description is damaged: ${found}. Save the model again with Keras.`,
  );
}
