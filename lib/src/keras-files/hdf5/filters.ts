import { inflateSync } from 'node:zlib';
import { ByteCursor, damaged } from './byte-cursor.js';

/** Undoes what was done to a chunk before it was stored. */
export type Filter = (bytes: Uint8Array, chunkBytes: number) => Uint8Array;

const [DEFLATE, SHUFFLE, FLETCHER32] = [1, 2, 3];

/**
 * Reads a filter pipeline message.
 *
 * @returns the filters in the order in which they are undone
 * @remarks HDF5 file format specification 3.0, IV.A.2.l. Known: deflate, shuffle, and Fletcher's
 * checksum, which is left out unchecked.
 */
export function readFilters(content: Uint8Array): Filter[] {
  const cursor = new ByteCursor(content);
  const version = cursor.unsigned(1);
  const count = cursor.unsigned(1);
  if (version !== 1 && version !== 2) throw damaged(`a filter pipeline of version ${version}`);
  if (version === 1) cursor.position += 6;
  return Array.from({ length: count }, () => readFilter(cursor, version)).reverse();
}

function readFilter(cursor: ByteCursor, version: number): Filter {
  const id = cursor.unsigned(2);
  const nameLength = version === 1 || id >= 256 ? cursor.unsigned(2) : 0;
  cursor.position += 2;
  const valueCount = cursor.unsigned(2);
  cursor.position += nameLength;
  const values = Array.from({ length: valueCount }, () => cursor.unsigned(4));
  if (version === 1 && valueCount % 2 === 1) cursor.position += 4;
  if (id === DEFLATE) return inflate;
  if (id === SHUFFLE) return (bytes) => unshuffle(bytes, values[0] ?? 1);
  if (id === FLETCHER32) return (bytes) => bytes.subarray(0, -4);
  throw damaged(`a data set packed with HDF5 filter ${id}; known are deflate and shuffle`);
}

function inflate(bytes: Uint8Array, chunkBytes: number): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: chunkBytes + 4 });
  } catch (cause) {
    throw damaged(`a chunk does not unpack (${(cause as Error).message})`);
  }
}

// Shuffled: the first byte of each element, then the second byte of each, and so on.
function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size);
  const result = new Uint8Array(bytes.length);
  result.set(bytes.subarray(count * size), count * size);
  for (let byte = 0; byte < size; byte++) {
    for (let i = 0; i < count; i++) result[i * size + byte] = bytes[byte * count + i]!;
  }
  return result;
}
