import { ByteCursor, damaged } from './byte-cursor.js';

/** One message of an object header: a part of an object's description. */
export interface HeaderMessage {
  /** What it describes; see {@link MESSAGE}. */
  readonly type: number;
  /** Bit 1 is set where the message is stored elsewhere. */
  readonly flags: number;
  /** Its content. */
  readonly content: Uint8Array;
}

/** Types of header messages, by the names of the HDF5 specification. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

const MAX_MESSAGES = 100_000;

interface Block {
  readonly start: number;
  readonly length: number;
}

/**
 * Reads all messages of the object at an address, with those in its continuation blocks.
 *
 * @remarks HDF5 file format specification 3.0, IV.A.1, versions 1 and 2.
 */
export function readObjectHeader(file: Uint8Array, address: number): HeaderMessage[] {
  const cursor = new ByteCursor(file, address);
  const isVersion2 = file[address] === 0x4f; // O of OHDR
  const read = isVersion2 ? version2(cursor) : version1(cursor);
  const messages: HeaderMessage[] = [];
  const blocks: Block[] = [read.first];
  const seen = new Set<number>();
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    if (seen.has(block.start)) throw damaged('an object header goes round in a circle');
    seen.add(block.start);
    for (const message of read.messages(new ByteCursor(file, block.start), block.length)) {
      if (messages.push(message) > MAX_MESSAGES) throw damaged('an object header without end');
      if (message.type === MESSAGE.continuation) blocks.push(continuation(message, isVersion2));
    }
  }
  return messages;
}

interface HeaderReader {
  readonly first: Block;
  messages(cursor: ByteCursor, length: number): Iterable<HeaderMessage>;
}

function version1(cursor: ByteCursor): HeaderReader {
  const version = cursor.unsigned(1);
  if (version !== 1) throw damaged(`an object header of version ${version}`);
  cursor.position += 1 + 2 + 4;
  const length = cursor.unsigned(4);
  cursor.position += 4;
  return {
    first: { start: cursor.position, length },
    *messages(block, blockLength) {
      const end = block.position + blockLength;
      while (block.position + 8 <= end) {
        const [type, size, flags] = [block.unsigned(2), block.unsigned(2), block.unsigned(1)];
        block.position += 3;
        yield { type, flags, content: block.bytes(size) };
      }
    },
  };
}

function version2(cursor: ByteCursor): HeaderReader {
  if (cursor.signature() !== 'OHDR' || cursor.unsigned(1) !== 2) {
    throw damaged('an object header without its signature');
  }
  const flags = cursor.unsigned(1);
  if (flags & 0x20) cursor.position += 16; // times
  if (flags & 0x10) cursor.position += 4; // limits of attribute storage
  const length = cursor.unsigned(2 ** (flags & 3));
  const hasOrder = (flags & 4) !== 0;
  const start = cursor.position;
  return {
    first: { start, length },
    *messages(block, blockLength) {
      const end = block.position + blockLength;
      while (block.position + 4 + (hasOrder ? 2 : 0) <= end) {
        const [type, size, messageFlags] = [
          block.unsigned(1),
          block.unsigned(2),
          block.unsigned(1),
        ];
        if (hasOrder) block.position += 2;
        yield { type, flags: messageFlags, content: block.bytes(size) };
      }
    },
  };
}

// A continuation of version 2 has a signature before and a checksum after its messages.
function continuation({ content }: HeaderMessage, isVersion2: boolean): Block {
  const cursor = new ByteCursor(content);
  const [start, length] = [cursor.unsigned(8), cursor.unsigned(8)];
  return isVersion2 ? { start: start + 4, length: length - 8 } : { start, length };
}
