import { Buffer } from 'node:buffer';
import { openZip, type ZipArchive } from '../archives/index.js';
import { DatasetError, KerasFileError } from '../core/index.js';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

/** Far more than a model of Keras's has; its files are stored, not packed. */
const LIMITS = {
  maxEntries: 1000,
  maxEntryBytes: 8 * 1024 ** 3,
  maxTotalBytes: 16 * 1024 ** 3,
  maxCompressionRatio: 100,
};

// The earliest that a zip can say: the same model gives the same bytes.
const TIME = new Date(1980, 0, 1);

/** The files of a `.keras` archive. */
export interface KerasArchive {
  /** `config.json`: architecture and compile settings. */
  readonly config: string;
  /** `metadata.json`: version of Keras. */
  readonly metadata: string;
  /** `model.weights.h5`: weights and optimizer state. */
  readonly weights: Uint8Array;
}

/** Whether bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Reads a `.keras` archive, which may be hostile: it is never unpacked to disk.
 *
 * @param source - path, or the archive's bytes
 * @throws KerasFileError for what {@link openZip} refuses, and where a file is missing
 */
export async function readArchive(source: string | Uint8Array): Promise<KerasArchive> {
  try {
    const zip = await openZip(typeof source === 'string' ? source : Buffer.from(source), LIMITS);
    try {
      return await readEntries(zip);
    } finally {
      zip.close();
    }
  } catch (cause) {
    if (!(cause instanceof DatasetError)) throw cause;
    throw new KerasFileError(cause.message, { cause });
  }
}

async function readEntries(zip: ZipArchive): Promise<KerasArchive> {
  if (zip.entries.has('model.weights.npz')) {
    throw new KerasFileError(
      'has its weights as .npz. Save it with the default weights_format="h5".',
    );
  }
  for (const name of [CONFIG, WEIGHTS]) {
    if (!zip.entries.has(name)) {
      throw new KerasFileError(`has no ${name}, expected what model.save of Keras 3 writes.`);
    }
  }
  const hasMetadata = zip.entries.has(METADATA);
  return {
    config: (await zip.read(CONFIG)).toString('utf8'),
    metadata: hasMetadata ? (await zip.read(METADATA)).toString('utf8') : '{}',
    weights: await zip.read(WEIGHTS),
  };
}

/**
 * Packs a `.keras` archive; the same files give the same bytes.
 *
 * @returns the archive's bytes
 */
export async function packArchive({ config, metadata, weights }: KerasArchive): Promise<Buffer> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const options = { mtime: TIME, forceDosTimestamp: true, compress: false, mode: 0o100644 };
  zip.addBuffer(Buffer.from(metadata), METADATA, options);
  zip.addBuffer(Buffer.from(config), CONFIG, options);
  zip.addBuffer(Buffer.from(weights.buffer, weights.byteOffset, weights.length), WEIGHTS, options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
