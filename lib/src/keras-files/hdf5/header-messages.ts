import { KerasFileError } from '../../core/index.js';
import { ByteWriter } from './byte-writer.js';
import type { Hdf5Values } from './hdf5-group.js';
import { MESSAGE } from './object-header.js';

const MAX_MESSAGE_BYTES = 65_528;

/** A message of an object header, its content a multiple of 8 bytes. */
export interface NewMessage {
  /** What it describes. */
  readonly type: number;
  /** The content. */
  readonly content: Uint8Array;
}

/** An object header of version 1 with all its messages in one block. */
export function objectHeader(messages: readonly NewMessage[]): Buffer {
  const body = new ByteWriter();
  for (const { type, content } of messages) {
    body.unsigned(2, type, content.length).zeros(4).bytes(content);
  }
  return new ByteWriter()
    .unsigned(1, 1, 0)
    .unsigned(2, messages.length)
    .unsigned(4, 1, body.length, 0)
    .bytes(body.toBytes())
    .toBytes();
}

/** Shape of an attribute or data set. */
export function dataspace(shape: readonly number[]): Buffer {
  return new ByteWriter()
    .unsigned(1, 1, shape.length, 0)
    .zeros(5)
    .unsigned(8, ...shape)
    .toBytes();
}

/** Text of a fixed number of bytes, filled up with zeros. */
export function fixedTextType(size: number): Buffer {
  return new ByteWriter().unsigned(1, 0x13, 0x11, 0, 0).unsigned(4, size).toBytes();
}

/** Text of any length, which stands in a global heap. */
export function variableTextType(): Buffer {
  const character = new ByteWriter().unsigned(1, 0x10, 0, 0, 0).unsigned(4, 1).unsigned(2, 0, 8);
  return new ByteWriter()
    .unsigned(1, 0x19, 0x01, 0x01, 0)
    .unsigned(4, 16)
    .bytes(character.toBytes())
    .align8()
    .toBytes();
}

/**
 * The type of numeric values.
 *
 * @throws KerasFileError for text
 */
export function numberType(values: Hdf5Values): Buffer {
  if (values instanceof Float32Array) return floatType(4, { exponentBits: 8, bias: 127 });
  if (values instanceof Float64Array) return floatType(8, { exponentBits: 11, bias: 1023 });
  if (Array.isArray(values)) throw new KerasFileError('A data set of text cannot be written.');
  const signed = /^(Int|BigInt)/.test(values.constructor.name) ? 8 : 0;
  const size = values.BYTES_PER_ELEMENT;
  return new ByteWriter()
    .unsigned(1, 0x10, signed, 0, 0)
    .unsigned(4, size)
    .unsigned(2, 0, size * 8)
    .align8()
    .toBytes();
}

function floatType(size: number, { exponentBits, bias }: { exponentBits: number; bias: number }) {
  const bits = size * 8;
  const mantissaBits = bits - exponentBits - 1;
  return new ByteWriter()
    .unsigned(1, 0x11, 0x20, bits - 1, 0)
    .unsigned(4, size)
    .unsigned(2, 0, bits)
    .unsigned(1, mantissaBits, exponentBits, 0, mantissaBits)
    .unsigned(4, bias)
    .align8()
    .toBytes();
}

/** Where a data set's values lie; undefined where it has none. */
export function contiguousLayout(address: number | undefined, length: number): Buffer {
  return new ByteWriter().unsigned(1, 3, 1).address(address).unsigned(8, length).align8().toBytes();
}

/** What stands where nothing was written: nothing in particular. */
export function fillValue(): Buffer {
  return new ByteWriter().unsigned(1, 2, 2, 2, 0).align8().toBytes();
}

/**
 * An attribute.
 *
 * @throws KerasFileError where it is larger than HDF5 can hold
 */
export function attributeMessage(
  name: string,
  parts: { readonly type: Buffer; readonly space: Buffer; readonly data: Uint8Array },
): NewMessage {
  const nameBytes = Buffer.from(`${name}\0`);
  const content = new ByteWriter()
    .unsigned(1, 1, 0)
    .unsigned(2, nameBytes.length, parts.type.length, parts.space.length)
    .bytes(nameBytes)
    .align8()
    .bytes(parts.type)
    .bytes(parts.space)
    .bytes(parts.data)
    .align8()
    .toBytes();
  if (content.length > MAX_MESSAGE_BYTES) {
    throw new KerasFileError(
      `The attribute "${name}" has ${content.length} bytes, HDF5 holds at most ${MAX_MESSAGE_BYTES}.`,
    );
  }
  return { type: MESSAGE.attribute, content };
}
