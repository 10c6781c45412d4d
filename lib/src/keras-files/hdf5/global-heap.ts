import { ByteCursor, damaged, utf8 } from './byte-cursor.js';

/**
 * Reads texts of variable length: a list of references into the file's global heap.
 *
 * @param file - the whole file
 * @param references - 16 bytes each: length, address of a heap collection, index in it
 * @remarks HDF5 file format specification 3.0, III.E.
 */
export function readVariableTexts(file: Uint8Array, references: Uint8Array): string[] {
  const cursor = new ByteCursor(references);
  const collections = new Map<number, Map<number, Uint8Array>>();
  return Array.from({ length: references.length / 16 }, () => {
    const length = cursor.unsigned(4);
    const address = cursor.unsigned(8);
    const index = cursor.unsigned(4);
    if (length === 0) return '';
    const collection = collections.get(address) ?? readCollection(file, address);
    collections.set(address, collection);
    const object = collection.get(index);
    if (!object || object.length < length) throw damaged('text is not where it should be');
    return utf8(object.subarray(0, length)).replace(/\0+$/, '');
  });
}

function readCollection(file: Uint8Array, address: number): Map<number, Uint8Array> {
  const cursor = new ByteCursor(file, address);
  if (cursor.signature() !== 'GCOL') throw damaged('a global heap without its signature');
  cursor.position += 4;
  const end = address + cursor.unsigned(8);
  const objects = new Map<number, Uint8Array>();
  while (cursor.position + 16 <= end) {
    const index = cursor.unsigned(2);
    cursor.position += 6;
    const size = cursor.unsigned(8);
    if (index === 0) break; // the free space at the end
    objects.set(index, cursor.bytes(size));
    cursor.align8(address);
  }
  return objects;
}
