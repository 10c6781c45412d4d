import { expect } from 'vitest';
import { tf } from '../../lib/src/engine/index.js';
import '../../lib/src/layers/index.js';
import { readFixture } from '../parity/regenerate.js';

const TOLERANCE = 1e-5;

/** A layer, and what Keras computes with it. */
export interface LayerCase {
  readonly layer: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly training: boolean;
  readonly trainable: boolean;
  /** The output is that of the last of so many calls. */
  readonly calls: number;
  /** Of each input. */
  readonly shapes: readonly number[][];
  /** Names of the weights in Keras's order, by which their values are made. */
  readonly weights: readonly string[];
  readonly outputShape: readonly number[];
  readonly output: readonly number[];
  /** Of the output's weighted sum, for the first input. */
  readonly gradient?: readonly number[];
  /** In Keras's order. */
  readonly weightsAfter?: readonly (readonly number[])[];
}

/** What `layers.py` writes. */
export const keras = readFixture<{
  readonly cases: readonly LayerCase[];
  readonly adapted: Readonly<Record<string, readonly number[]>>;
}>('layers');

/** Numbers in [shift, shift + scale) in no order, as in `layers.py`. */
export function valuesOf(
  shape: number[],
  scale = 1,
  shift = 0,
  dtype: tf.DataType = 'float32',
): tf.Tensor {
  const numbers = Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => (((i * 7919) % 1009) / 1009) * scale + shift,
  );
  return tf.tensor(numbers, shape, dtype);
}

/** The layer of a saved model: by the name of its class and its config. */
function layerFromConfig(className: string, config: object): tf.layers.Layer {
  const entry = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  const [layerClass, fromConfig] = entry as unknown as [
    typeof tf.layers.Layer,
    (layerClass: typeof tf.layers.Layer, config: object) => tf.layers.Layer,
  ];
  return fromConfig(layerClass, config);
}

/** The layer of a case, with the weights of the case. */
export function layerOf(kerasCase: LayerCase): tf.layers.Layer {
  const layer = layerFromConfig(kerasCase.layer, camelCase(kerasCase.arguments) as object);
  layer.apply(one(kerasCase.shapes.map((batchShape) => tf.input({ batchShape }))));
  layer.setWeights(
    layer.weights.map(({ originalName, shape, dtype }) => {
      const index = kerasCase.weights.findIndex((name) => originalName.endsWith(name));
      return valuesOf(shape as number[], 0.8, 0.3 + 0.1 * index, dtype);
    }),
  );
  layer.trainable = kerasCase.trainable;
  return layer;
}

/** What a layer gives for the inputs of a case. */
function resultOf(
  layer: tf.layers.Layer,
  { shapes, calls, training, gradient }: LayerCase,
): { output: tf.Tensor; gradient?: tf.Tensor } {
  const [first, ...others] = shapes.map((shape, i) => valuesOf(shape, 2, -1 + 0.1 * i)) as [
    tf.Tensor,
    ...tf.Tensor[],
  ];
  const call = (input: tf.Tensor) =>
    layer.apply(one([input, ...others]), { training }) as tf.Tensor;
  for (let i = 1; i < calls; i += 1) call(first);
  if (!gradient) return { output: call(first) };
  let output: tf.Tensor | undefined;
  const grad = tf.grad((input) => {
    output = tf.keep(call(input));
    return tf.sum(tf.mul(output, valuesOf(output.shape)));
  })(first);
  return { output: output!, gradient: grad };
}

/** One line that tells a case from the others. */
export function title({
  layer,
  arguments: given,
  training,
  trainable,
  calls,
  shapes,
}: LayerCase): string {
  const mode = `${training ? ', training' : ''}${trainable ? '' : ', frozen'}`;
  return `${layer} ${JSON.stringify(given)} ${JSON.stringify(shapes)}${mode}, call ${String(calls)}`;
}

/** Expects numbers within 1e-5, relative where they are large. */
export function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const differences = expected.map(
    (value, i) => Math.abs(value - actual[i]!) / Math.max(1, Math.abs(value)),
  );
  expect(Math.max(...differences)).toBeLessThan(TOLERANCE);
}

/** Expects what Keras computes in a case. */
export function expectKeras(layer: tf.layers.Layer, kerasCase: LayerCase): void {
  const { output, gradient } = resultOf(layer, kerasCase);
  expect(output.shape).toEqual(kerasCase.outputShape);
  expectClose(output.dataSync(), kerasCase.output);
  if (gradient) expectClose(gradient.dataSync(), kerasCase.gradient!);
}

/** A layer's weights in Keras's order. */
export function weightsInOrder(layer: tf.layers.Layer, names: readonly string[]): number[][] {
  return names.map((name) => {
    const weight = layer.weights.find(({ originalName }) => originalName.endsWith(name))!;
    return Array.from(weight.read().dataSync());
  });
}

function one<T>(list: T[]): T | T[] {
  return list.length === 1 ? list[0]! : list;
}

// Keys and values: `kernel_size` is tfjs's `kernelSize`, but modes of flipping keep their names.
function camelCase(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      camel(key),
      key === 'activation' ? camel(entry as string) : entry,
    ]),
  );
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
