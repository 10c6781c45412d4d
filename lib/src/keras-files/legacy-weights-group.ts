import { KerasFileError } from '../core/index.js';
import type { FileWeight } from './assign-weights.js';
import { fileWeight } from './assign-weights.js';
import { type Hdf5Dataset, type Hdf5Group, isDataset } from './hdf5/index.js';

/** A layer of a file of Keras 1 or 2, or of Keras 3's legacy format. */
export interface FileLayer {
  /** Its name in the file. */
  readonly name: string;
  /** In the order of the file. */
  readonly weights: readonly FileWeight[];
}

/** The group of weights in a whole model or in a file of weights; undefined where there is none. */
export function legacyWeightsGroup(root: Hdf5Group): Hdf5Group | undefined {
  const group = root.members.get('model_weights');
  if (group && !isDataset(group)) return group;
  return textList(root, 'layer_names') ? root : undefined;
}

/**
 * The layers that have weights, in the file's order.
 *
 * @throws KerasFileError where a layer or weight that is named is not there
 */
export function readFileLayers(group: Hdf5Group): FileLayer[] {
  return (textList(group, 'layer_names') ?? [])
    .map((name) => ({ name, weights: readNamedWeights(memberGroup(group, name)) }))
    .filter(({ weights }) => weights.length > 0);
}

/** Weights in the order of the group's `weight_names`. */
export function readNamedWeights(group: Hdf5Group): FileWeight[] {
  const names = textList(group, 'weight_names') ?? [];
  return names.map((name) => fileWeight(name, datasetAt(group, name)));
}

/** Version of Keras that wrote a group; `1` where it does not say, as only Keras 1 does not. */
export function kerasVersion(group: Hdf5Group): string {
  const version = group.attributes.get('keras_version');
  return typeof version === 'string' ? version : '1';
}

function memberGroup(group: Hdf5Group, name: string): Hdf5Group {
  let found: Hdf5Group | Hdf5Dataset | undefined = group;
  for (const part of name.split('/')) {
    if (found && !isDataset(found)) found = found.members.get(part);
  }
  if (found && !isDataset(found)) return found;
  throw missing(`the layer "${name}"`);
}

function datasetAt(group: Hdf5Group, name: string): Hdf5Dataset {
  let found: Hdf5Group | Hdf5Dataset | undefined = group;
  for (const part of name.split('/').filter((part) => part !== '')) {
    found = found && !isDataset(found) ? found.members.get(part) : undefined;
  }
  if (isDataset(found)) return found;
  throw missing(`the weight "${name}"`);
}

// Long lists are split into name0, name1 and so on.
function textList(group: Hdf5Group, name: string): string[] | undefined {
  const whole = group.attributes.get(name);
  if (whole !== undefined) return asTexts(whole);
  const parts: string[] = [];
  for (let i = 0; group.attributes.has(`${name}${i}`); i++) {
    parts.push(...asTexts(group.attributes.get(`${name}${i}`)!));
  }
  return group.attributes.has(`${name}0`) ? parts : undefined;
}

// An empty list is one of numbers.
function asTexts(value: string | ArrayLike<unknown>): string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}

function missing(what: string): KerasFileError {
  return new KerasFileError(
    `${what} is named in the file and is not there. Copy or download the file again.`,
  );
}
