import { ByteWriter } from './byte-writer.js';
import { FileLayout } from './file-layout.js';
import { entryCache, LEAF_K, type NewLink, TREE_K, writeGroupIndex } from './group-index.js';
import { type Hdf5Attribute, type Hdf5Dataset, type Hdf5Group, isDataset } from './hdf5-group.js';
import {
  attributeMessage,
  contiguousLayout,
  dataspace,
  fillValue,
  fixedTextType,
  type NewMessage,
  numberType,
  objectHeader,
  variableTextType,
} from './header-messages.js';
import { MESSAGE } from './object-header.js';
import { writeVariableText } from './text-heap.js';

const SUPERBLOCK_BYTES = 96;
const FILL_VALUE = 0x05;

/**
 * Writes an HDF5 file in the layout that h5py and Keras write by default, which every HDF5 library
 * reads. It holds no times: the same groups give the same bytes.
 *
 * @param root - groups, attributes (text or texts) and data sets (numbers)
 * @returns the whole file
 * @throws KerasFileError for an attribute beyond 64 kB, which HDF5 cannot hold
 * @remarks HDF5 file format specification 3.0; superblock version 0.
 */
export function writeHdf5(root: Hdf5Group): Buffer {
  const layout = new FileLayout();
  const superblock = layout.reserve(SUPERBLOCK_BYTES);
  const link = writeGroup(layout, '', root);
  const content = new ByteWriter()
    .bytes(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'))
    .unsigned(1, 0, 0, 0, 0, 0, 8, 8, 0)
    .unsigned(2, LEAF_K, TREE_K)
    .zeros(4)
    .address(0)
    .address(undefined)
    .address(layout.length)
    .address(undefined)
    .unsigned(8, 0, link.address)
    .bytes(entryCache(link.index));
  layout.fill(superblock, content.toBytes());
  return layout.toBytes();
}

function writeGroup(layout: FileLayout, name: string, group: Hdf5Group): NewLink {
  const links = Array.from(group.members, ([memberName, member]) =>
    isDataset(member)
      ? writeDataset(layout, memberName, member)
      : writeGroup(layout, memberName, member),
  );
  const index = writeGroupIndex(layout, links);
  const content = new ByteWriter().unsigned(8, index.tree, index.heap).toBytes();
  const messages = [
    { type: MESSAGE.symbolTable, content },
    ...Array.from(group.attributes, ([key, value]) => writeAttribute(layout, key, value)),
  ];
  return { name, address: layout.append(objectHeader(messages)), index };
}

function writeDataset(layout: FileLayout, name: string, { shape, read }: Hdf5Dataset): NewLink {
  const values = read();
  const type = numberType(values);
  const bytes = Array.isArray(values)
    ? Buffer.alloc(0)
    : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const address = bytes.length === 0 ? undefined : layout.append(bytes);
  const header = objectHeader([
    { type: MESSAGE.dataspace, content: dataspace(shape) },
    { type: MESSAGE.datatype, content: type },
    { type: FILL_VALUE, content: fillValue() },
    { type: MESSAGE.layout, content: contiguousLayout(address, bytes.length) },
  ]);
  return { name, address: layout.append(header) };
}

function writeAttribute(layout: FileLayout, name: string, value: Hdf5Attribute): NewMessage {
  if (typeof value === 'string') {
    const data = writeVariableText(layout, value);
    return attributeMessage(name, { type: variableTextType(), space: dataspace([]), data });
  }
  const space = dataspace([value.length]);
  if (!Array.isArray(value)) {
    const data = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return attributeMessage(name, { type: numberType(value), space, data });
  }
  const texts = value.map((text) => Buffer.from(text));
  const size = Math.max(1, ...texts.map((text) => text.length));
  const data = Buffer.concat(
    texts.map((text) => Buffer.concat([text, Buffer.alloc(size - text.length)])),
  );
  return attributeMessage(name, { type: fixedTextType(size), space, data });
}
