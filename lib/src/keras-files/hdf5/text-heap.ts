import { ByteWriter } from './byte-writer.js';
import type { FileLayout } from './file-layout.js';

const MIN_COLLECTION_BYTES = 4096;

/**
 * Writes a text to a global heap of its own.
 *
 * @returns 16 bytes that refer to it
 * @remarks HDF5 file format specification 3.0, III.E.
 */
export function writeVariableText(layout: FileLayout, text: string): Buffer {
  const bytes = Buffer.from(text);
  const object = new ByteWriter()
    .unsigned(2, 1, 0)
    .zeros(4)
    .unsigned(8, bytes.length)
    .bytes(bytes)
    .align8()
    .toBytes();
  const free = Math.max(16, MIN_COLLECTION_BYTES - 16 - object.length);
  const collection = new ByteWriter()
    .text('GCOL')
    .unsigned(1, 1)
    .zeros(3)
    .unsigned(8, 16 + object.length + free)
    .bytes(object)
    .zeros(8)
    .unsigned(8, free)
    .zeros(free - 16);
  const address = layout.append(collection.toBytes());
  return new ByteWriter().unsigned(4, bytes.length).unsigned(8, address).unsigned(4, 1).toBytes();
}
