import { KerasFileError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { type Hdf5Dataset, type Hdf5Values } from './hdf5/index.js';
import type { LayerWeight } from './layer-weights.js';

/** A weight in a file. */
export interface FileWeight {
  /** As the file calls it, e.g. `conv2d_3/kernel:0`. */
  readonly name: string;
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  /** Reads its values. */
  readonly read: () => Hdf5Values;
}

/**
 * Gives weights of a file to a layer: by their names where all of them are the layer's, else by
 * their order.
 *
 * @param place - file and layer, for errors
 * @throws KerasFileError naming layer and weight, with both shapes, where they do not fit
 */
export function assignWeights(
  place: string,
  weights: readonly LayerWeight[],
  found: readonly FileWeight[],
): void {
  if (weights.length !== found.length) {
    throw new KerasFileError(
      `${place} has ${counted(found.length)} in the file and ${counted(weights.length)} in the model. Load a file of the same architecture.`,
    );
  }
  const byName = matchedByName(weights, found) ?? found;
  for (const [i, weight] of weights.entries()) checkShape(place, weight, byName[i]!);
  for (const [i, { variable }] of weights.entries()) {
    const { shape, read } = byName[i]!;
    const values = toTensorValues(read(), variable.dtype);
    tf.tidy(() => {
      variable.write(tf.tensor(values, [...shape], variable.dtype));
    });
  }
}

// Prefixes (`conv2d_3/`, `model/block1/`) and suffixes (`:0`) differ from file to file; layer and
// weight do not.
function matchedByName(
  weights: readonly LayerWeight[],
  found: readonly FileWeight[],
): FileWeight[] | undefined {
  const byName = new Map(found.map((weight) => [lastNames(weight.name), weight]));
  const matched = weights.map(({ layer, name }) => byName.get(`${layer}/${name}`));
  if (matched.some((weight) => weight === undefined)) return undefined;
  return new Set(matched).size === weights.length ? (matched as FileWeight[]) : undefined;
}

function lastNames(name: string): string {
  return name.replace(/:\d+$/, '').split('/').slice(-2).join('/');
}

function checkShape(place: string, { layer, name, variable }: LayerWeight, found: FileWeight) {
  const shape = variable.shape as number[];
  if (tf.util.arraysEqual(shape, [...found.shape])) return;
  throw new KerasFileError(
    `${place}: "${found.name}" has the shape [${found.shape.join(', ')}] in the file, and ${layer}/${name} has [${shape.join(', ')}] in the model. Load a file of the same architecture.`,
  );
}

/** Values as TensorFlow takes them; the same array where it can be. */
export function toTensorValues(values: Hdf5Values, dtype: tf.DataType): Float32Array | Int32Array {
  if (Array.isArray(values)) {
    throw new KerasFileError('The file has text where a weight should be. Save the model again.');
  }
  if (dtype === 'int32') {
    return values instanceof Int32Array ? values : Int32Array.from(values as never, Number);
  }
  return values instanceof Float32Array ? values : Float32Array.from(values as never, Number);
}

function counted(count: number): string {
  return count === 1 ? '1 weight' : `${count} weights`;
}

/** A file's data set under the name that the file gives it. */
export function fileWeight(name: string, dataset: Hdf5Dataset): FileWeight {
  return { name, shape: dataset.shape, read: () => dataset.read() };
}
