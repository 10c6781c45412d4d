import type { FileWeight } from './assign-weights.js';
import { elementCount } from './hdf5/index.js';
import type { LayerWeight } from './layer-weights.js';

// Keras 1 had a matrix for each gate, in this order of the file; Keras 2 has them side by side.
const GATES: Readonly<Record<number, readonly number[]>> = {
  12: [0, 2, 1, 3], // LSTM: i, c, f, o in the file; i, f, c, o side by side
  9: [0, 1, 2], // GRU: z, r, h
};

/**
 * Says a layer's weights of Keras 1 in the arrays of Keras 2.
 *
 * @param weights - the layer's own
 * @param found - the file's
 * @returns what can be assigned to the layer by order
 * @remarks As Keras 2 does it (keras/engine/saving.py, preprocess_weights_for_loading).
 */
export function joinKeras1Weights(
  weights: readonly LayerWeight[],
  found: readonly FileWeight[],
): FileWeight[] {
  const order = GATES[found.length];
  if (order && weights.length === 3) {
    return [0, 1, 2].map((part) => sideBySide(order.map((gate) => found[gate * 3 + part]!)));
  }
  return found.map((weight, i) => withoutSecondAxis(weight, weights[i]));
}

function sideBySide(parts: readonly FileWeight[]): FileWeight {
  const [first] = parts as [FileWeight, ...FileWeight[]];
  const width = first.shape.at(-1)!;
  const rows = elementCount(first.shape) / width;
  const shape = [...first.shape.slice(0, -1), width * parts.length];
  const read = () => {
    const result = new Float32Array(elementCount(shape));
    for (const [i, part] of parts.entries()) {
      const values = part.read() as Float32Array;
      for (let row = 0; row < rows; row++) {
        const start = (row * parts.length + i) * width;
        result.set(values.subarray(row * width, (row + 1) * width), start);
      }
    }
    return result;
  };
  return { name: first.name, shape, read };
}

// A one-dimensional convolution was a two-dimensional one of width 1.
function withoutSecondAxis(weight: FileWeight, target: LayerWeight | undefined): FileWeight {
  const { shape } = weight;
  if (shape.length !== 4 || target?.variable.shape.length !== 3 || shape[1] !== 1) return weight;
  return { ...weight, shape: [shape[0]!, shape[2]!, shape[3]!], read: () => weight.read() };
}
