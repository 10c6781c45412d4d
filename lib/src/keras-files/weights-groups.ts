import type { tf } from '../engine/index.js';
import type { Hdf5Attribute, Hdf5Dataset, Hdf5Group } from './hdf5/index.js';
import {
  type LayerWeight,
  legacyWeights,
  modelLayers,
  ownWeights,
  storedLayers,
} from './layer-weights.js';
import { seedDatasets } from './seeds.js';

const MAX_ATTRIBUTE_BYTES = 64_512;

/** A group of attributes and members. */
export function group(
  attributes: Iterable<readonly [string, Hdf5Attribute]>,
  members: Iterable<readonly [string, Hdf5Group | Hdf5Dataset]> = [],
): Hdf5Group {
  return { attributes: new Map(attributes), members: new Map(members) };
}

/** A variable's values as a data set. */
function variableDataset(variable: tf.Tensor): Hdf5Dataset {
  return {
    shape: variable.shape,
    read: () => variable.dataSync() as Float32Array | Int32Array,
  };
}

/**
 * Weights by layer, as Keras writes them to `.h5`.
 *
 * @param model - Sequential or Functional, built
 * @param attributes - what the group says of itself, e.g. `keras_version`
 */
export function legacyWeightsOf(
  model: tf.LayersModel,
  attributes: readonly (readonly [string, string])[],
): Hdf5Group {
  const layers = modelLayers(model);
  const names = layers.map(({ name }) => name);
  return group(
    [...textList('layer_names', names), ...attributes],
    [
      ...layers.map((layer) => {
        const weights = legacyWeights(layer, model.trainable);
        return [layer.name, namedWeights(weights.map(namedWeight))] as const;
      }),
      ['top_level_model_weights', namedWeights([])] as const,
    ],
  );
}

/** Data sets by path, and the list of their paths in order. */
export function namedWeights(weights: readonly (readonly [string, Hdf5Dataset])[]): Hdf5Group {
  const paths = uniquePaths(weights.map(([path]) => path));
  const root = group(textList('weight_names', paths));
  for (const [i, [, dataset]] of weights.entries()) place(root, paths[i]!.split('/'), dataset);
  return root;
}

/**
 * Weights by class and number, as Keras 3 writes them to `.keras` and `.weights.h5`.
 *
 * @param model - Sequential or Functional, built
 * @param optimizer - the optimizer's variables in order
 */
export function storedWeightsOf(
  model: tf.LayersModel,
  optimizer: readonly (readonly [string, Hdf5Dataset])[] = [],
): Hdf5Group {
  const root = group([]);
  for (const { layer, path } of storedLayers(model)) {
    const datasets = ownWeights(layer).map((variable) => variableDataset(variable.read()));
    placeVariables(root, path, layer.name, datasets);
  }
  for (const [path, dataset] of seedDatasets(model)) {
    placeVariables(root, path, 'seed_generator', [dataset]);
  }
  if (optimizer.length > 0) {
    placeVariables(
      root,
      'optimizer',
      'optimizer',
      optimizer.map(([, dataset]) => dataset),
    );
  }
  return root;
}

function placeVariables(
  root: Hdf5Group,
  path: string,
  name: string,
  datasets: readonly Hdf5Dataset[],
): void {
  const variables = group(
    [['name', name]],
    datasets.map((dataset, i) => [String(i), dataset] as const),
  );
  place(root, [...path.split('/').filter((part) => part !== ''), 'vars'], variables);
}

function namedWeight({ layer, name, variable }: LayerWeight): [string, Hdf5Dataset] {
  return [`${layer}/${name}`, variableDataset(variable.read())];
}

function uniquePaths(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return paths.map((path) => {
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    return count === 0 ? path : `${path}_${count}`;
  });
}

function place(
  root: Hdf5Group,
  [first, ...rest]: readonly string[],
  member: Hdf5Group | Hdf5Dataset,
): void {
  const members = root.members as Map<string, Hdf5Group | Hdf5Dataset>;
  if (rest.length === 0) {
    members.set(first!, member);
    return;
  }
  const child = (members.get(first!) as Hdf5Group | undefined) ?? group([]);
  members.set(first!, child);
  place(child, rest, member);
}

// HDF5 holds no attribute beyond 64 kB, so Keras splits long lists.
function* textList(name: string, texts: readonly string[]): Generator<[string, string[]]> {
  const longest = Math.max(1, ...texts.map((text) => Buffer.byteLength(text)));
  const size = Math.max(1, Math.floor(MAX_ATTRIBUTE_BYTES / longest));
  if (texts.length <= size) {
    yield [name, [...texts]];
    return;
  }
  for (let i = 0; i * size < texts.length; i++) {
    yield [`${name}${i}`, texts.slice(i * size, (i + 1) * size)];
  }
}
