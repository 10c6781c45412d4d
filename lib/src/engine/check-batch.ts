import type * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';

/** One tensor, or a list of them: one for each of a model's inputs or outputs, in its order. */
export type Tensors = tf.Tensor | readonly tf.Tensor[];

/** Weights of rows: the same for all outputs, or for each output its own, null for none. */
export type SampleWeights = tf.Tensor1D | readonly (tf.Tensor1D | null)[];

/**
 * Refuses inputs that do not fit the model: tfjs's own step would compute something.
 *
 * @param inputs - the model's inputs
 * @param x - the batch
 * @returns one tensor an input, all of as many rows
 * @throws ArgumentError when there are more or fewer, or an axis after the first has another length
 */
export function checkInputs(
  inputs: readonly tf.SymbolicTensor[],
  x: Tensors,
): readonly tf.Tensor[] {
  const tensors = listOf(x);
  checkCount('x', tensors, inputs.length, 'input');
  for (const [i, tensor] of tensors.entries()) {
    checkInput(nameOf('x', i, tensors.length), tensor, inputs[i]!.shape.slice(1));
    checkRows(nameOf('x', i, tensors.length), tensor, tensors[0]!.shape[0]);
  }
  return tensors;
}

/**
 * Refuses targets that are not one tensor an output, of as many rows as the inputs.
 *
 * @param outputs - how many outputs the model has
 * @param y - the targets
 * @param rows - how many rows the inputs have
 * @returns one tensor an output
 * @throws ArgumentError when there are more or fewer tensors or rows
 */
export function checkTargets(outputs: number, y: Tensors, rows: number): readonly tf.Tensor[] {
  const tensors = listOf(y);
  checkCount('y', tensors, outputs, 'output');
  for (const [i, tensor] of tensors.entries()) {
    checkRows(nameOf('y', i, tensors.length), tensor, rows);
  }
  return tensors;
}

/**
 * Refuses weights that are not one a row.
 *
 * @param outputs - how many outputs the model has
 * @param sampleWeight - weights of the rows, or none
 * @param rows - how many rows the inputs have
 * @returns for each output its weights, or null
 * @throws ArgumentError when there are more, fewer, or several a row
 */
export function checkSampleWeight(
  outputs: number,
  sampleWeight: SampleWeights | undefined,
  rows: number,
): readonly (tf.Tensor1D | null)[] {
  if (sampleWeight === undefined) return new Array<null>(outputs).fill(null);
  const isList = Array.isArray(sampleWeight);
  const weights = isList
    ? (sampleWeight as readonly (tf.Tensor1D | null)[])
    : new Array<tf.Tensor1D>(outputs).fill(sampleWeight as tf.Tensor1D);
  checkCount('sampleWeight', weights, outputs, 'output');
  for (const [i, weight] of weights.entries()) {
    if (!weight || (weight.rank === 1 && weight.shape[0] === rows)) continue;
    throw new ArgumentError(
      `${nameOf('sampleWeight', i, isList ? outputs : 1)} has the shape [${weight.shape.join(', ')}], expected [${String(rows)}]: one a row.`,
    );
  }
  return weights;
}

function listOf(tensors: Tensors): readonly tf.Tensor[] {
  return Array.isArray(tensors) ? (tensors as readonly tf.Tensor[]) : [tensors as tf.Tensor];
}

function nameOf(name: string, i: number, count: number): string {
  return count === 1 ? name : `${name}[${String(i)}]`;
}

function checkCount(name: string, list: readonly unknown[], expected: number, what: string): void {
  if (list.length === expected) return;
  throw new ArgumentError(
    `${name} is ${String(list.length)} tensors, expected ${String(expected)}: one for each ${what} of the model.`,
  );
}

function checkInput(name: string, tensor: tf.Tensor, expected: tf.Shape): void {
  const fits =
    tensor.rank === expected.length + 1 &&
    expected.every((length, i) => length === null || length === tensor.shape[i + 1]);
  if (fits) return;
  throw new ArgumentError(
    `${name} has the shape [${tensor.shape.join(', ')}], expected [rows, ${expected.map((length) => length ?? 'any').join(', ')}].`,
  );
}

function checkRows(name: string, tensor: tf.Tensor, rows: number): void {
  const found = tensor.rank === 0 ? 0 : tensor.shape[0];
  if (found === rows) return;
  throw new ArgumentError(
    `${name} has ${String(found)} rows, expected ${String(rows)}, as many as x.`,
  );
}
