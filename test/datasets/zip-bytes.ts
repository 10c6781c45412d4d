import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a hand-made archive; what is left out is as an honest archive would have it. */
export interface ZipPart {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  /** 0 stored, 8 deflated; other numbers are only claimed. */
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode with its file type bits. */
  readonly mode?: number;
  readonly statedCrc?: number;
  readonly statedSize?: number;
  readonly statedPackedSize?: number;
  /** Index of the part whose data this one claims for itself. */
  readonly sharesDataOf?: number;
}

/** Makes an archive byte by byte, so that it can lie wherever a test wants it to. */
export function zipBytes(parts: readonly ZipPart[], statedEntries = parts.length): Buffer {
  const offsets: number[] = [];
  const chunks: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    offsets.push(part.sharesDataOf === undefined ? offset : (offsets[part.sharesDataOf] ?? 0));
    if (part.sharesDataOf !== undefined) continue;
    const local = Buffer.concat([header(part, 0x04034b50, 30), nameOf(part), packed(part)]);
    chunks.push(local);
    offset += local.length;
  }
  const central = parts.map((part, index) => centralRecord(part, offsets[index] ?? 0));
  const directory = Buffer.concat(central);
  return Buffer.concat([...chunks, directory, endRecord(statedEntries, directory.length, offset)]);
}

function nameOf({ name }: ZipPart): Buffer {
  return typeof name === 'string' ? Buffer.from(name) : name;
}

function packed({ data = Buffer.alloc(0), method = 0 }: ZipPart): Buffer {
  return method === 8 ? deflateRawSync(data) : data;
}

/** The fields that local header and central record have in common; the central ones begin 2 later. */
function header(part: ZipPart, signature: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const data = part.data ?? Buffer.alloc(0);
  const start = length === 30 ? 4 : 6;
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(20, start);
  bytes.writeUInt16LE(part.flags ?? 0x800, start + 2);
  bytes.writeUInt16LE(part.method ?? 0, start + 4);
  bytes.writeUInt32LE(part.statedCrc ?? crc32(data), start + 10);
  bytes.writeUInt32LE(part.statedPackedSize ?? packed(part).length, start + 14);
  bytes.writeUInt32LE(part.statedSize ?? data.length, start + 18);
  bytes.writeUInt16LE(nameOf(part).length, start + 22);
  return bytes;
}

function centralRecord(part: ZipPart, offset: number): Buffer {
  const bytes = header(part, 0x02014b50, 46);
  bytes.writeUInt16LE((3 << 8) | 20, 4);
  bytes.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 38);
  bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, nameOf(part)]);
}

function endRecord(entries: number, directoryLength: number, directoryOffset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(entries, 8);
  bytes.writeUInt16LE(entries, 10);
  bytes.writeUInt32LE(directoryLength, 12);
  bytes.writeUInt32LE(directoryOffset, 16);
  return bytes;
}
