import { readAttributes } from './attributes.js';
import { ByteCursor, damaged } from './byte-cursor.js';
import { readDataset } from './dataset.js';
import { groupLinks } from './group-links.js';
import type { Hdf5Dataset, Hdf5Group } from './hdf5-group.js';
import { MESSAGE, readObjectHeader } from './object-header.js';

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const MAX_DEPTH = 100;
const MAX_OBJECTS = 200_000;

/** Whether bytes begin as an HDF5 file does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
}

/**
 * Reads the description of an HDF5 file: its groups, attributes and data sets, whose values are
 * read when asked for.
 *
 * @param file - the whole file, which may be hostile: nothing outside it is ever read, memory
 * stays in proportion to its length, and no structure in it can make reading go on for ever
 * @returns the root group
 * @throws KerasFileError for what is damaged or of a kind that Keras does not write: links other
 * than hard ones, data in other files, data sets larger than the file, compression other than deflate
 * @remarks HDF5 file format specification 3.0.
 */
export function readHdf5(file: Uint8Array): Hdf5Group {
  if (!isHdf5(file)) throw damaged('the first bytes are not those of an HDF5 file');
  return new Hdf5Reader(file).group(rootAddress(file), 0);
}

function rootAddress(file: Uint8Array): number {
  const cursor = new ByteCursor(file, SIGNATURE.length);
  const version = cursor.unsigned(1);
  if (version > 3) throw damaged(`an HDF5 superblock of version ${version}`);
  if (version >= 2) {
    checkSizes(cursor);
    cursor.position += 1 + 8 + 8 + 8;
    return cursor.unsigned(8);
  }
  cursor.position += 4;
  checkSizes(cursor);
  cursor.position += 1 + 2 + 2 + 4 + (version === 1 ? 4 : 0) + 4 * 8;
  cursor.position += 8;
  return cursor.unsigned(8);
}

function checkSizes(cursor: ByteCursor): void {
  if (cursor.unsigned(1) !== 8 || cursor.unsigned(1) !== 8) {
    throw damaged('addresses and lengths that are not of 8 bytes');
  }
}

class Hdf5Reader {
  readonly #file: Uint8Array;
  readonly #open = new Set<number>();
  #objects = 0;

  constructor(file: Uint8Array) {
    this.#file = file;
  }

  group(address: number, depth: number): Hdf5Group {
    const member = this.#member(address, depth);
    if ('read' in member) throw damaged('the root is a data set');
    return member;
  }

  #member(address: number, depth: number): Hdf5Group | Hdf5Dataset {
    if (this.#open.has(address)) throw damaged('a group contains itself');
    if (depth > MAX_DEPTH || ++this.#objects > MAX_OBJECTS) {
      throw damaged('more groups in groups than any model has');
    }
    const messages = readObjectHeader(this.#file, address);
    if (messages.some(({ type }) => type === MESSAGE.layout)) {
      return readDataset(this.#file, messages);
    }
    this.#open.add(address);
    const members = new Map<string, Hdf5Group | Hdf5Dataset>();
    for (const [name, target] of groupLinks(this.#file, messages)) {
      members.set(name, this.#member(target, depth + 1));
    }
    this.#open.delete(address);
    return { attributes: readAttributes(this.#file, messages), members };
  }
}
