import { ByteCursor, damaged } from './byte-cursor.js';

/** Where the values of a data set lie. */
export type DatasetLayout =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'contiguous'; readonly address: number | undefined; readonly length: number }
  | {
      readonly kind: 'chunked';
      readonly address: number | undefined;
      /** Lengths of a chunk's axes. */
      readonly chunkShape: readonly number[];
    };

const [COMPACT, CONTIGUOUS, CHUNKED] = [0, 1, 2];

/**
 * Reads a data layout message.
 *
 * @remarks HDF5 file format specification 3.0, IV.A.2.i. Chunks indexed in the ways of version 4,
 * which h5py writes only with `libver='latest'`, are not known here.
 */
export function readLayout(content: Uint8Array): DatasetLayout {
  const cursor = new ByteCursor(content);
  const version = cursor.unsigned(1);
  if (version !== 3 && version !== 4) throw damaged(`a data layout of version ${version}`);
  const layoutClass = cursor.unsigned(1);
  if (layoutClass === COMPACT) {
    return { kind: 'bytes', bytes: cursor.bytes(cursor.unsigned(2)) };
  }
  if (layoutClass === CONTIGUOUS) {
    return { kind: 'contiguous', address: cursor.address(), length: cursor.unsigned(8) };
  }
  if (layoutClass === CHUNKED && version === 3) {
    const rank = cursor.unsigned(1);
    const address = cursor.address();
    // The last one is the size of an element.
    const chunkShape = Array.from({ length: rank }, () => cursor.unsigned(4)).slice(0, -1);
    return { kind: 'chunked', address, chunkShape };
  }
  throw damaged(`a data set stored in a way (class ${layoutClass}) that Keras does not use`);
}
