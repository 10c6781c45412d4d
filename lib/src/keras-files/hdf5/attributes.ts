import { ByteCursor, damaged } from './byte-cursor.js';
import { elementCount, readDataspace } from './dataspace.js';
import { decodeNumbers, readDatatype } from './datatype.js';
import { readVariableTexts } from './global-heap.js';
import type { Hdf5Attribute } from './hdf5-group.js';
import { type HeaderMessage, MESSAGE } from './object-header.js';

/**
 * Reads an object's attributes.
 *
 * @param file - the whole file
 * @param messages - the object's header
 * @remarks HDF5 file format specification 3.0, IV.A.2.m, versions 1 to 3.
 */
export function readAttributes(
  file: Uint8Array,
  messages: readonly HeaderMessage[],
): Map<string, Hdf5Attribute> {
  const attributes = new Map<string, Hdf5Attribute>();
  for (const { type, content } of messages) {
    if (type === MESSAGE.attribute) attributes.set(...readAttribute(file, content));
    if (type === MESSAGE.attributeInfo) refuseDenseAttributes(content);
  }
  return attributes;
}

function readAttribute(file: Uint8Array, content: Uint8Array): [string, Hdf5Attribute] {
  const cursor = new ByteCursor(content);
  const [version, flags] = [cursor.unsigned(1), cursor.unsigned(1)];
  if (version < 1 || version > 3) throw damaged(`an attribute of version ${version}`);
  if (version > 1 && flags !== 0) throw damaged('an attribute of a shared type');
  const sizes = [cursor.unsigned(2), cursor.unsigned(2), cursor.unsigned(2)];
  if (version === 3) cursor.position += 1;
  const [nameBytes, typeBytes, spaceBytes] = sizes.map((size) => {
    const part = cursor.bytes(size);
    if (version === 1) cursor.position += (8 - (size % 8)) % 8;
    return part;
  }) as [Uint8Array, Uint8Array, Uint8Array];
  const name = new ByteCursor(nameBytes).text();
  const shape = readDataspace(spaceBytes);
  const type = readDatatype(typeBytes);
  const bytes = cursor.bytes(elementCount(shape) * type.size);
  const values =
    type.kind === 'variable-text' ? readVariableTexts(file, bytes) : decodeNumbers(type, bytes);
  const isText = shape.length === 0 && Array.isArray(values);
  return [name, isText ? (values[0] ?? '') : values];
}

function refuseDenseAttributes(content: Uint8Array): void {
  const cursor = new ByteCursor(content, 1);
  if (cursor.unsigned(1) & 1) cursor.position += 2;
  if (cursor.address() === undefined) return;
  throw damaged("attributes in HDF5's newest layout (libver='latest'), which Keras does not write");
}
