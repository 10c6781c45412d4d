import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { type Json, shown } from './json.js';

/** Where a file of ours names its model's classes, a place that Keras does not look at. */
export const CLASS_NAMES = 'dermlab_class_names';

const named = new WeakMap<tf.LayersModel, readonly string[]>();

/**
 * The classes that a model's outputs stand for, where the file it was loaded from names them: those
 * that this library has saved do. Keras neither writes nor reads them.
 *
 * @param model - from `loadKerasModel`
 * @returns labels in the order of the outputs, or undefined where the file does not say
 */
export function classNamesOf(model: tf.LayersModel): readonly string[] | undefined {
  return named.get(model);
}

/** Remembers the classes of a model as long as there is the model. */
export function rememberClassNames(model: tf.LayersModel, names: readonly string[]): void {
  named.set(model, names);
}

/**
 * Checks what a file says of its classes.
 *
 * @param json - parsed; undefined where the file says nothing
 * @returns the labels
 * @throws KerasFileError where they are no list of different texts
 */
export function readClassNames(json: Json | undefined): readonly string[] | undefined {
  if (json === undefined) return undefined;
  const labels = Array.isArray(json) ? json : [];
  const differ = new Set(labels).size === labels.length && labels.length > 0;
  if (differ && labels.every((label) => typeof label === 'string' && label !== '')) {
    return labels as string[];
  }
  throw new KerasFileError(
    `${CLASS_NAMES} is ${shown(json)}, expected a list of different labels. Save the model again.`,
  );
}
