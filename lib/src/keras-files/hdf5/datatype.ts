import { ByteCursor, damaged, utf8 } from './byte-cursor.js';
import type { Hdf5Values } from './hdf5-group.js';

/** How one element is stored. */
export type Datatype =
  | { readonly kind: 'integer'; readonly size: number; readonly signed: boolean }
  | { readonly kind: 'float'; readonly size: number }
  | { readonly kind: 'text'; readonly size: number }
  | { readonly kind: 'variable-text'; readonly size: number };

const [INTEGER, FLOAT, TEXT, ENUM, VARIABLE] = [0, 1, 3, 8, 9];

/**
 * Reads a datatype message.
 *
 * @throws KerasFileError for types that no weight and no attribute of Keras has
 * @remarks HDF5 file format specification 3.0, IV.A.2.d.
 */
export function readDatatype(content: Uint8Array): Datatype {
  const cursor = new ByteCursor(content);
  const typeClass = cursor.unsigned(1) & 0x0f;
  const flags = cursor.unsigned(1);
  cursor.position += 2;
  const size = cursor.unsigned(4);
  const isBigEndian = (flags & 1) !== 0;
  if (typeClass === TEXT && size > 0) return { kind: 'text', size };
  if (typeClass === VARIABLE && (flags & 0x0f) === 1) return { kind: 'variable-text', size };
  if (typeClass === INTEGER && [1, 2, 4, 8].includes(size) && !(isBigEndian && size > 1)) {
    return { kind: 'integer', size, signed: (flags & 8) !== 0 };
  }
  // h5py's bool.
  if (typeClass === ENUM && size === 1) return { kind: 'integer', size, signed: false };
  if (typeClass === FLOAT && [2, 4, 8].includes(size) && !isBigEndian) {
    return { kind: 'float', size };
  }
  throw damaged(
    `values of HDF5 class ${typeClass}, ${size} bytes each${isBigEndian ? ', most significant first' : ''}`,
  );
}

/** Bytes of such elements as values; a view of the bytes where they lie as the machine needs them. */
export function decodeNumbers(
  type: Exclude<Datatype, { kind: 'variable-text' }>,
  bytes: Uint8Array,
): Hdf5Values {
  if (type.kind === 'text') return fixedTexts(bytes, type.size);
  if (type.kind === 'float' && type.size === 2) return halfFloats(bytes);
  const Constructor = arrayType(type);
  const aligned = bytes.byteOffset % type.size === 0 ? bytes : bytes.slice();
  const buffer = aligned.buffer as ArrayBuffer;
  return new Constructor(buffer, aligned.byteOffset, bytes.byteLength / type.size);
}

function arrayType(type: Exclude<Datatype, { kind: 'text' | 'variable-text' }>) {
  if (type.kind === 'float') return type.size === 4 ? Float32Array : Float64Array;
  const signed = { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array };
  const unsigned = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array };
  return (type.signed ? signed : unsigned)[type.size as 1 | 2 | 4 | 8];
}

function fixedTexts(bytes: Uint8Array, size: number): string[] {
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return utf8(end < 0 ? text : text.subarray(0, end));
  });
}

function halfFloats(bytes: Uint8Array): Float32Array {
  const cursor = new ByteCursor(bytes);
  return Float32Array.from({ length: bytes.length / 2 }, () => halfFloat(cursor.unsigned(2)));
}

// IEEE 754 binary16.
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
