import { open } from 'node:fs/promises';

/** A named tensor outside TensorFlow: row-major values with their shape. */
interface StoredTensor {
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  /** Values in row-major order. */
  readonly values: Float32Array | Int32Array;
}

/** Tensors by name, and text beside them. */
export interface SafetensorsFile {
  /** Tensors by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Text by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: 'F32' | 'I32';
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Writes tensors in the safetensors format, which Python's `safetensors` package opens.
 *
 * @param file - float32 or int32 tensors by name, and text metadata
 * @returns the bytes of the file; the same input gives the same bytes
 * @remarks Format: https://github.com/huggingface/safetensors, version 0.4's README.
 */
export function encodeSafetensors(file: SafetensorsFile): Buffer {
  const names = Object.keys(file.tensors).sort();
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  const parts: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const { shape, values } = file.tensors[name]!;
    const dtype = values instanceof Float32Array ? 'F32' : 'I32';
    header[name] = { dtype, shape, data_offsets: [offset, offset + values.byteLength] };
    parts.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    offset += values.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...parts]);
}

/**
 * Reads the metadata alone, and not the tensors.
 *
 * @param path - a safetensors file
 * @returns text by name
 * @throws RangeError or SyntaxError where it is no such file
 */
export async function readSafetensorsMetadata(path: string): Promise<Record<string, string>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = await file.read(Buffer.alloc(8), 0, 8, 0);
    const bytes = length.bytesRead === 8 ? Number(length.buffer.readBigUInt64LE(0)) : size;
    if (8 + bytes > size) throw new RangeError(`header of ${bytes} in ${size} bytes`);
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 8);
    const { __metadata__: metadata } = JSON.parse(buffer.toString('utf8')) as {
      readonly __metadata__?: Record<string, string>;
    };
    return metadata ?? {};
  } finally {
    await file.close();
  }
}

/**
 * Reads what {@link encodeSafetensors} writes.
 *
 * @param bytes - the whole file
 * @returns tensors and metadata
 * @throws RangeError where the header, an offset or a length does not fit the bytes
 */
export function decodeSafetensors(bytes: Buffer): SafetensorsFile {
  if (bytes.length < 8) throw new RangeError(`${bytes.length} bytes, expected at least 8`);
  const headerEnd = 8 + Number(bytes.readBigUInt64LE(0));
  if (headerEnd > bytes.length)
    throw new RangeError(`header ends at ${headerEnd} of ${bytes.length} bytes`);
  const header = JSON.parse(bytes.toString('utf8', 8, headerEnd)) as Record<string, unknown>;
  const { __metadata__: metadata, ...entries } = header;
  const tensors = Object.entries(entries).map(([name, entry]) => {
    return [name, readTensor(bytes.subarray(headerEnd), name, entry as HeaderEntry)] as const;
  });
  return {
    tensors: Object.fromEntries(tensors),
    metadata: (metadata ?? {}) as Record<string, string>,
  };
}

function readTensor(data: Buffer, name: string, entry: HeaderEntry): StoredTensor {
  const [start, end] = entry.data_offsets;
  const size = entry.shape.reduce((product, dimension) => product * dimension, 4);
  if (end > data.length || end - start !== size) {
    throw new RangeError(
      `tensor ${name} spans ${start} to ${end}, expected ${size} of ${data.length} bytes`,
    );
  }
  const copy = new Uint8Array(data.subarray(start, end)).buffer;
  const values = entry.dtype === 'F32' ? new Float32Array(copy) : new Int32Array(copy);
  return { shape: entry.shape, values };
}
