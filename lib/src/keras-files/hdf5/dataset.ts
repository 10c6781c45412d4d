import { ByteCursor, damaged } from './byte-cursor.js';
import { type DatasetLayout, readLayout } from './dataset-layout.js';
import { elementCount, readDataspace } from './dataspace.js';
import { type Datatype, decodeNumbers, readDatatype } from './datatype.js';
import { readFilters } from './filters.js';
import { readVariableTexts } from './global-heap.js';
import type { Hdf5Dataset } from './hdf5-group.js';
import { type HeaderMessage, MESSAGE } from './object-header.js';
import { MAX_COMPRESSION_RATIO, readChunks } from './read-chunks.js';

/**
 * Describes a data set.
 *
 * @param file - the whole file
 * @param messages - the data set's header
 * @throws KerasFileError where its values lie in another file, or are more than the file can hold
 */
export function readDataset(file: Uint8Array, messages: readonly HeaderMessage[]): Hdf5Dataset {
  const message = (type: number) => messages.find((found) => found.type === type);
  if (message(MESSAGE.externalFiles)) {
    throw damaged('a data set whose values are in another file, which is never opened');
  }
  const [space, datatype, layout] = [MESSAGE.dataspace, MESSAGE.datatype, MESSAGE.layout].map(
    message,
  );
  if (!space || !datatype || !layout) throw damaged('a data set without shape, type or place');
  if ((datatype.flags & 2) !== 0) throw damaged('a data set of a shared type');
  const shape = readDataspace(space.content);
  const type = readDatatype(datatype.content);
  const filters = message(MESSAGE.filters)?.content;
  checkSize(file, shape, type, filters !== undefined);
  return {
    shape,
    read: () => {
      const bytes = datasetBytes(file, {
        shape,
        type,
        filters,
        layout: readLayout(layout.content),
      });
      return type.kind === 'variable-text'
        ? readVariableTexts(file, bytes)
        : decodeNumbers(type, bytes);
    },
  };
}

function checkSize(file: Uint8Array, shape: number[], type: Datatype, isPacked: boolean): void {
  const bytes = elementCount(shape) * type.size;
  if (bytes <= file.length * (isPacked ? MAX_COMPRESSION_RATIO : 1)) return;
  throw damaged(
    `a data set of shape [${shape.join(', ')}], ${bytes} bytes, in a file of ${file.length}`,
  );
}

interface StoredDataset {
  readonly shape: readonly number[];
  readonly type: Datatype;
  readonly filters: Uint8Array | undefined;
  readonly layout: DatasetLayout;
}

function datasetBytes(file: Uint8Array, { shape, type, filters, layout }: StoredDataset) {
  const length = elementCount(shape) * type.size;
  if (layout.kind === 'chunked') {
    const { address, chunkShape } = layout;
    if (address === undefined) return new Uint8Array(length);
    return readChunks(file, {
      address,
      shape,
      chunkShape,
      elementBytes: type.size,
      filters: filters ? readFilters(filters) : [],
    });
  }
  if (layout.kind === 'bytes') return new ByteCursor(layout.bytes).bytes(length);
  if (layout.address === undefined) return new Uint8Array(length);
  return new ByteCursor(file, layout.address).bytes(length);
}
