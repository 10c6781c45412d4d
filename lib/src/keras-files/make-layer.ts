import { KerasFileError } from '../core/index.js';
import '../layers/index.js';
import { tf } from '../engine/index.js';
import type { JsonObject } from './json.js';
import { toTfjsConfig } from './layer-config.js';
import type { LayerSpec } from './model-spec.js';

type LayerClass = new (config: object) => tf.layers.Layer;
type FromConfig = (cls: LayerClass, config: object) => tf.layers.Layer;

/**
 * Makes a tfjs layer of Keras's class and config.
 *
 * @param spec - class, name and config
 * @returns the layer, not built
 * @throws KerasFileError for a class or setting that is not known here; a Lambda is never executed
 */
export function makeLayer(spec: LayerSpec): tf.layers.Layer {
  const { className, name } = spec;
  checkClass(spec);
  const config = adapted(className, { ...spec.config, name }, name);
  const [layerClass, fromConfig] = registered(className)!;
  try {
    return keepingShapes(fromConfig(layerClass, config));
  } catch (cause) {
    throw new KerasFileError(
      `The layer "${name}" (${className}) cannot be made: ${(cause as Error).message}`,
      { cause },
    );
  }
}

// Some of tfjs's layers write to the shape that they are given.
function keepingShapes(layer: tf.layers.Layer): tf.layers.Layer {
  const computeOutputShape = layer.computeOutputShape.bind(layer);
  layer.computeOutputShape = (shape) => computeOutputShape(structuredClone(shape));
  return layer;
}

function registered(className: string): [LayerClass, FromConfig] | undefined {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  if (!Object.hasOwn(classNameMap, className)) return undefined;
  const [cls, fromConfig] = classNameMap[className]!;
  const isLayer = (cls as unknown as LayerClass).prototype instanceof tf.layers.Layer;
  return isLayer ? [cls as unknown as LayerClass, fromConfig as unknown as FromConfig] : undefined;
}

function checkClass({ className, name }: LayerSpec): void {
  if (className === 'Lambda') {
    throw new KerasFileError(
      `The layer "${name}" is a Lambda, whose Python code is never executed here. Use layers of Keras in its place and save the model again.`,
    );
  }
  if (registered(className)) return;
  throw new KerasFileError(
    `The layer "${name}" has the class "${className}", which is not known here: it is custom, or newer than this version of dermlab. Use another layer and save the model again.`,
  );
}

// Where classes differ in more than the spelling of a setting.
function adapted(className: string, config: JsonObject, name: string): JsonObject {
  switch (className) {
    case 'LeakyReLU': {
      const { negative_slope: slope, ...rest } = config;
      return toTfjsConfig({ alpha: slope ?? 0.3, ...rest }, name);
    }
    case 'SeparableConv2D': {
      // Keras 2 lists them, and its layer has no kernel of its own.
      const kernel = ['kernel_initializer', 'kernel_regularizer', 'kernel_constraint'];
      const kept = Object.entries(config).filter(([key]) => !kernel.includes(key));
      return toTfjsConfig(Object.fromEntries(kept), name);
    }
    case 'GRU':
    case 'GRUCell':
      checkResetAfter(config, name);
      return toTfjsConfig(config, name);
    case 'GlobalAveragePooling2D':
    case 'GlobalMaxPooling2D': {
      const { keepdims, ...rest } = config;
      return { ...toTfjsConfig(rest, name), keepdims: keepdims === true };
    }
    default:
      return toTfjsConfig(config, name);
  }
}

function checkResetAfter({ reset_after: resetAfter }: JsonObject, name: string): void {
  if (resetAfter !== true) return;
  throw new KerasFileError(
    `The layer "${name}" is a GRU with reset_after=True, which is not supported. Make it with reset_after=False and train again.`,
  );
}
