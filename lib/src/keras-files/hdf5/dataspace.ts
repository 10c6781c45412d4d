import { ByteCursor, damaged } from './byte-cursor.js';

const MAX_ELEMENTS = 2 ** 40;

/**
 * Reads a dataspace message.
 *
 * @returns lengths of the axes; empty for a scalar; one axis of length 0 where there is no value
 * @remarks HDF5 file format specification 3.0, IV.A.2.b, versions 1 and 2.
 */
export function readDataspace(content: Uint8Array): number[] {
  const cursor = new ByteCursor(content);
  const [version, rank, flags] = [cursor.unsigned(1), cursor.unsigned(1), cursor.unsigned(1)];
  if (version !== 1 && version !== 2) throw damaged(`a dataspace of version ${version}`);
  if ((flags & ~1) !== 0 || rank > 32) throw damaged(`a dataspace of ${rank} axes`);
  const isEmpty = version === 2 && cursor.unsigned(1) === 2;
  if (version === 1) cursor.position += 5;
  if (isEmpty) return [0];
  const shape = Array.from({ length: rank }, () => cursor.unsigned(8));
  if (elementCount(shape) > MAX_ELEMENTS)
    throw damaged(`a data set of shape [${shape.join(', ')}]`);
  return shape;
}

/** How many elements a shape has. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
