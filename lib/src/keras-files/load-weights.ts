import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { assignWeights, type FileWeight, fileWeight } from './assign-weights.js';
import { type Hdf5Group, isDataset } from './hdf5/index.js';
import { joinKeras1Weights } from './keras1-weights.js';
import { legacyWeights, modelLayers, ownWeights, storedLayers } from './layer-weights.js';
import {
  type FileLayer,
  kerasVersion,
  legacyWeightsGroup,
  readFileLayers,
} from './legacy-weights-group.js';

/**
 * Gives a model the weights of a file, whichever of Keras's layouts it has.
 *
 * @param model - built
 * @param root - a whole model, or weights only
 * @param ignoreOthers - whether layers of the file that the model lacks are left out
 * @throws KerasFileError naming layer and both shapes where they do not fit
 */
export function loadWeights(model: tf.LayersModel, root: Hdf5Group, ignoreOthers = false): void {
  const group = legacyWeightsGroup(root);
  if (group) loadByLayers(modelLayers(model), group, model.trainable, ignoreOthers);
  else if (groupAt(root, 'layers')) loadByPlaces(model, root);
  else {
    throw new KerasFileError(
      'The file has no weights of Keras: neither layer_names nor a group "layers". Expected what model.save or model.save_weights writes.',
    );
  }
}

// Layout of Keras 1 and 2, and of Keras 3's .h5: groups called like the layers.
function loadByLayers(
  all: readonly tf.layers.Layer[],
  group: Hdf5Group,
  trainable: boolean,
  ignoreOthers: boolean,
): void {
  const layers = all.filter((layer) => legacyWeights(layer).length > 0);
  const stored = readFileLayers(group);
  const named = matchedByName(layers, stored);
  const found = ignoreOthers && named ? named : stored;
  if (found.length !== layers.length) {
    throw new KerasFileError(
      `The file has ${found.length} layers with weights (${shortList(found)}) and the model ${layers.length} (${shortList(layers)}). Load a file of the same architecture.`,
    );
  }
  const isKeras1 = kerasVersion(group).startsWith('1');
  const byName = named ?? found;
  for (const [i, layer] of layers.entries()) {
    const weights = legacyWeights(layer, trainable);
    const file = byName[i]!;
    const values = isKeras1 ? joinKeras1Weights(weights, file.weights) : file.weights;
    const alias = file.name === layer.name ? '' : ` ("${file.name}" in the file)`;
    assignWeights(`Layer "${layer.name}"${alias}`, weights, values);
  }
}

function matchedByName(layers: readonly tf.layers.Layer[], found: readonly FileLayer[]) {
  const byName = new Map(found.map((layer) => [layer.name, layer]));
  const matched = layers.map(({ name }) => byName.get(name));
  return matched.every((layer) => layer !== undefined) ? matched : undefined;
}

// Layout of Keras 3: groups called by class and number.
function loadByPlaces(model: tf.LayersModel, root: Hdf5Group): void {
  for (const { layer, path } of storedLayers(model)) {
    const variables = ownWeights(layer);
    const weights = variables.map((variable) => ({
      variable,
      layer: layer.name,
      name: variable.originalName.split('/').at(-1)!,
      trainable: true,
    }));
    const place = `Layer "${layer.name}" ("${path}" in the file)`;
    assignWeights(place, weights, storedVariables(root, path));
  }
}

/** A Keras 3 object's variables, in their order. */
export function storedVariables(root: Hdf5Group, path: string): FileWeight[] {
  const group = groupAt(root, path === '' ? 'vars' : `${path}/vars`);
  if (!group) return [];
  const weights: FileWeight[] = [];
  for (let i = 0; i < group.members.size; i++) {
    const dataset = group.members.get(String(i));
    if (isDataset(dataset)) weights.push(fileWeight(`${path}/vars/${i}`, dataset));
  }
  return weights;
}

function groupAt(root: Hdf5Group, path: string): Hdf5Group | undefined {
  let group: Hdf5Group | undefined = root;
  for (const part of path.split('/')) {
    const member = group?.members.get(part);
    group = isDataset(member) ? undefined : member;
  }
  return group;
}

function shortList(layers: readonly { readonly name: string }[]): string {
  const names = layers.map(({ name }) => name);
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')}, …`;
}
