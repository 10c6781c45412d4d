import { ByteCursor, damaged } from './byte-cursor.js';
import { elementCount } from './dataspace.js';
import type { Filter } from './filters.js';

/** A data set in chunks. */
export interface ChunkedDataset {
  /** Address of the tree of chunks. */
  readonly address: number;
  /** Lengths of the data set's axes. */
  readonly shape: readonly number[];
  /** Lengths of a chunk's axes. */
  readonly chunkShape: readonly number[];
  /** Bytes of an element. */
  readonly elementBytes: number;
  /** What was done to each chunk, to be undone in this order. */
  readonly filters: readonly Filter[];
}

interface Chunk {
  readonly offset: readonly number[];
  readonly bytes: Uint8Array;
}

const CHUNK_NODE = 1;
/** Deflate packs at most about 1,000 to 1; weights, which are noise, hardly at all. */
export const MAX_COMPRESSION_RATIO = 100;

/**
 * Puts the chunks of a data set together.
 *
 * @returns the bytes of all elements in row-major order; 0 where the file has no chunk
 * @remarks HDF5 file format specification 3.0, III.A.1, nodes of type 1.
 */
export function readChunks(file: Uint8Array, dataset: ChunkedDataset): Uint8Array {
  const { shape, chunkShape, elementBytes } = dataset;
  if (shape.length === 0 || chunkShape.length !== shape.length || chunkShape.includes(0)) {
    throw damaged(`chunks of shape [${chunkShape.join(', ')}] for [${shape.join(', ')}]`);
  }
  if (elementCount(chunkShape) * elementBytes > file.length * MAX_COMPRESSION_RATIO) {
    throw damaged(`chunks of ${elementCount(chunkShape) * elementBytes} bytes`);
  }
  const result = new Uint8Array(elementCount(shape) * elementBytes);
  for (const chunk of chunksBelow(file, dataset, dataset.address, new Set())) {
    placeChunk(result, chunk, dataset);
  }
  return result;
}

function* chunksBelow(
  file: Uint8Array,
  dataset: ChunkedDataset,
  address: number,
  seen: Set<number>,
): Generator<Chunk> {
  if (seen.has(address)) throw damaged('a tree of chunks goes round in a circle');
  seen.add(address);
  const cursor = new ByteCursor(file, address);
  if (cursor.signature() !== 'TREE' || cursor.unsigned(1) !== CHUNK_NODE) {
    throw damaged('a tree of chunks without its signature');
  }
  const [level, count] = [cursor.unsigned(1), cursor.unsigned(2)];
  cursor.position += 16;
  for (let i = 0; i < count; i++) {
    const [storedBytes, mask] = [cursor.unsigned(4), cursor.unsigned(4)];
    const offset = dataset.shape.map(() => cursor.unsigned(8));
    cursor.position += 8;
    const child = cursor.unsigned(8);
    if (level > 0) {
      yield* chunksBelow(file, dataset, child, seen);
    } else {
      if (mask !== 0) throw damaged('a chunk that leaves out filters');
      const stored = new ByteCursor(file, child).bytes(storedBytes);
      yield { offset, bytes: unpack(stored, dataset) };
    }
  }
}

function unpack(stored: Uint8Array, { chunkShape, elementBytes, filters }: ChunkedDataset) {
  const chunkBytes = elementCount(chunkShape) * elementBytes;
  const bytes = filters.reduce((packed, undo) => undo(packed, chunkBytes), stored);
  if (bytes.length !== chunkBytes) {
    throw damaged(`a chunk of ${bytes.length} bytes where there should be ${chunkBytes}`);
  }
  return bytes;
}

// Row by row along the last axis; what stands out over the data set's edge is left out.
function placeChunk(result: Uint8Array, { offset, bytes }: Chunk, dataset: ChunkedDataset): void {
  const { shape, chunkShape, elementBytes } = dataset;
  const last = shape.length - 1;
  const rowLength = Math.min(chunkShape[last]!, shape[last]! - offset[last]!);
  if (rowLength <= 0) return;
  const rows = elementCount(chunkShape.slice(0, last));
  for (let row = 0; row < rows; row++) {
    const index = indexOfRow(row, chunkShape.slice(0, last)).map((i, axis) => i + offset[axis]!);
    if (index.some((i, axis) => i >= shape[axis]!)) continue;
    const start = index.reduce((sum, i, axis) => sum * shape[axis]! + i, 0) * shape[last]!;
    const from = row * chunkShape[last]! * elementBytes;
    result.set(
      bytes.subarray(from, from + rowLength * elementBytes),
      (start + offset[last]!) * elementBytes,
    );
  }
}

function indexOfRow(row: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = row;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
