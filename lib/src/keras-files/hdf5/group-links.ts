import { ByteCursor, damaged, utf8 } from './byte-cursor.js';
import { type HeaderMessage, MESSAGE } from './object-header.js';

const GROUP_NODE = 0;
const [NO_CACHE, GROUP_CACHE] = [0, 1];
const HARD_LINK = 0;

/** A name in a group and the address of what it names. */
export type HardLink = readonly [name: string, address: number];

/**
 * Lists a group's members.
 *
 * @param file - the whole file
 * @param messages - the group's header
 * @returns hard links only
 * @throws KerasFileError for soft and external links, which could lead in circles or to other files
 * @remarks HDF5 file format specification 3.0, IV.A.2.g and r, III.A to D.
 */
export function* groupLinks(
  file: Uint8Array,
  messages: readonly HeaderMessage[],
): Generator<HardLink> {
  for (const { type, content } of messages) {
    if (type === MESSAGE.symbolTable) yield* symbolTable(file, content);
    if (type === MESSAGE.link) yield readLink(content);
    if (type === MESSAGE.linkInfo) refuseDenseLinks(content);
  }
}

function* symbolTable(file: Uint8Array, content: Uint8Array): Generator<HardLink> {
  const message = new ByteCursor(content);
  const [tree, heapAddress] = [message.unsigned(8), message.unsigned(8)];
  const heap = new ByteCursor(file, heapAddress);
  if (heap.signature() !== 'HEAP') throw damaged('a heap of names without its signature');
  heap.position += 4 + 8 + 8;
  const names = heap.unsigned(8);
  yield* linksBelow(file, tree, names, new Set());
}

function* linksBelow(
  file: Uint8Array,
  address: number,
  names: number,
  seen: Set<number>,
): Generator<HardLink> {
  if (seen.has(address)) throw damaged('a tree of names goes round in a circle');
  seen.add(address);
  const cursor = new ByteCursor(file, address);
  const signature = cursor.signature();
  if (signature === 'SNOD') {
    cursor.position += 2;
    const count = cursor.unsigned(2);
    for (let i = 0; i < count; i++) yield readEntry(file, cursor, names);
    return;
  }
  if (signature !== 'TREE' || cursor.unsigned(1) !== GROUP_NODE) {
    throw damaged('a tree of names without its signature');
  }
  cursor.position += 1;
  const count = cursor.unsigned(2);
  cursor.position += 16;
  for (let i = 0; i < count; i++) {
    cursor.position += 8;
    yield* linksBelow(file, cursor.unsigned(8), names, seen);
  }
}

function readEntry(file: Uint8Array, cursor: ByteCursor, names: number): HardLink {
  const name = new ByteCursor(file, names + cursor.unsigned(8)).text();
  const address = cursor.address();
  const cache = cursor.unsigned(4);
  cursor.position += 4 + 16;
  if (cache !== NO_CACHE && cache !== GROUP_CACHE) throw notHard(name);
  if (address === undefined) throw notHard(name);
  return [name, address];
}

function readLink(content: Uint8Array): HardLink {
  const cursor = new ByteCursor(content);
  if (cursor.unsigned(1) !== 1) throw damaged('a link of an unknown version');
  const flags = cursor.unsigned(1);
  const type = flags & 8 ? cursor.unsigned(1) : HARD_LINK;
  if (flags & 4) cursor.position += 8;
  if (flags & 16) cursor.position += 1;
  const name = utf8(cursor.bytes(cursor.unsigned(2 ** (flags & 3))));
  if (type !== HARD_LINK) throw notHard(name);
  return [name, cursor.unsigned(8)];
}

// Groups of many members in files of HDF5's newest layout.
function refuseDenseLinks(content: Uint8Array): void {
  const cursor = new ByteCursor(content, 1);
  if (cursor.unsigned(1) & 1) cursor.position += 8;
  if (cursor.address() === undefined) return;
  throw damaged("a group in HDF5's newest layout (libver='latest'), which Keras does not write");
}

function notHard(name: string): Error {
  return damaged(
    `"${name}" is a soft or external link, which Keras does not write and which could lead anywhere`,
  );
}
