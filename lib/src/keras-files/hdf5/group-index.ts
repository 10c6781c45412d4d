import { ByteWriter } from './byte-writer.js';
import type { FileLayout } from './file-layout.js';

/** Half of how many names a node holds. */
export const LEAF_K = 4;
/** Half of how many children a node above has. */
export const TREE_K = 16;

/** A member of a group, written already. */
export interface NewLink {
  /** Its name. */
  readonly name: string;
  /** Address of its header. */
  readonly address: number;
  /** Where the index of its own members is, if it is a group. */
  readonly index?: GroupIndex;
}

/** Addresses of a group's tree and of its heap of names. */
export interface GroupIndex {
  /** Of the tree. */
  readonly tree: number;
  /** Of the heap. */
  readonly heap: number;
}

interface Node {
  readonly address: number;
  /** Offset of its greatest name in the heap. */
  readonly lastName: number;
}

/**
 * Writes the index of a group's members, sorted by name, as HDF5 searches it.
 *
 * @remarks HDF5 file format specification 3.0, III.A to D.
 */
export function writeGroupIndex(layout: FileLayout, links: readonly NewLink[]): GroupIndex {
  const sorted = [...links].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
  const names = new ByteWriter().zeros(8);
  const offsets = sorted.map(({ name }) => {
    const offset = names.length;
    names.text(`${name}\0`).align8();
    return offset;
  });
  const leaves = chunksOf(sorted, 2 * LEAF_K).map((group, i) => {
    const first = i * 2 * LEAF_K;
    const groupOffsets = offsets.slice(first, first + group.length);
    return {
      address: layout.append(leafNode(group, groupOffsets)),
      lastName: groupOffsets.at(-1)!,
    };
  });
  return { tree: writeTree(layout, leaves, 0), heap: writeHeap(layout, names.toBytes()) };
}

/** The 24 bytes of an entry that say what kind of object it names. */
export function entryCache(index: GroupIndex | undefined): Buffer {
  if (!index) return Buffer.alloc(24);
  return new ByteWriter().unsigned(4, 1, 0).unsigned(8, index.tree, index.heap).toBytes();
}

function leafNode(links: readonly NewLink[], offsets: readonly number[]): Buffer {
  const node = new ByteWriter().text('SNOD').unsigned(1, 1, 0).unsigned(2, links.length);
  for (const [i, { address, index }] of links.entries()) {
    node.unsigned(8, offsets[i]!, address).bytes(entryCache(index));
  }
  return node.zeros((2 * LEAF_K - links.length) * 40).toBytes();
}

function writeTree(layout: FileLayout, children: readonly Node[], level: number): number {
  const size = 24 + (4 * TREE_K + 1) * 8;
  const groups = children.length === 0 ? [[]] : chunksOf(children, 2 * TREE_K);
  const addresses = groups.map(() => layout.reserve(size));
  const nodes = groups.map((group, i) => {
    const keys = new ByteWriter().unsigned(8, 0);
    for (const { address, lastName } of group) keys.unsigned(8, address, lastName);
    const node = new ByteWriter()
      .text('TREE')
      .unsigned(1, 0, level)
      .unsigned(2, group.length)
      .address(addresses[i - 1])
      .address(addresses[i + 1])
      .bytes(keys.toBytes());
    layout.fill(addresses[i]!, node.zeros(size - node.length).toBytes());
    return { address: addresses[i]!, lastName: group.at(-1)?.lastName ?? 0 };
  });
  return nodes.length === 1 ? nodes[0]!.address : writeTree(layout, nodes, level + 1);
}

function writeHeap(layout: FileLayout, names: Buffer): number {
  const address = layout.reserve(32);
  const noFreeSpace = 1;
  const data = layout.append(names);
  const header = new ByteWriter()
    .text('HEAP')
    .zeros(4)
    .unsigned(8, names.length, noFreeSpace, data);
  layout.fill(address, header.toBytes());
  return address;
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
