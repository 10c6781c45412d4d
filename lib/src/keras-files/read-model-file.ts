import { open, readFile } from 'node:fs/promises';
import { KerasFileError } from '../core/index.js';
import { CLASS_NAMES, readClassNames } from './class-names.js';
import { type Hdf5Group, isHdf5, readHdf5 } from './hdf5/index.js';
import { isJsonObject, type Json } from './json.js';
import { isZip, readArchive } from './keras-archive.js';

/** What a file of Keras holds, in no layout. */
export interface KerasFile {
  /** `h5`: one HDF5 file. `keras`: Keras 3's zip. */
  readonly format: 'h5' | 'keras';
  /** Version of Keras that wrote it, or undefined where it does not say. */
  readonly kerasVersion: string | undefined;
  /** The model's architecture; undefined in a file of weights only. */
  readonly modelConfig: Json | undefined;
  /** Optimizer, loss and metrics; undefined where the model was not compiled. */
  readonly compileConfig: Json | undefined;
  /** Labels of the classes, which files of ours name. */
  readonly classNames: readonly string[] | undefined;
  /** Weights and optimizer state. */
  readonly weights: Hdf5Group;
}

/**
 * Reads a file of Keras without Python.
 *
 * @param source - path, or the file's bytes
 * @returns what it holds; weights are read when asked for
 * @throws KerasFileError for what cannot be opened, or is neither HDF5 nor a zip of Keras
 */
export async function readKerasFile(source: string | Uint8Array): Promise<KerasFile> {
  if (typeof source === 'string' && (await startsAsZip(source))) return readZip(source);
  const bytes = typeof source === 'string' ? await opened(() => readFile(source)) : source;
  return isZip(bytes) ? readZip(bytes) : readH5(bytes);
}

async function startsAsZip(path: string): Promise<boolean> {
  const file = await opened(() => open(path));
  try {
    const { buffer } = await opened(() => file.read(Buffer.alloc(2), 0, 2, 0));
    return isZip(buffer);
  } finally {
    await file.close();
  }
}

async function opened<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new KerasFileError(`cannot be opened (${why}). Check the path.`, { cause });
  }
}

function readH5(bytes: Uint8Array): KerasFile {
  if (!isHdf5(bytes)) {
    throw new KerasFileError(
      'is neither an HDF5 file nor a .keras archive. Give what model.save or model.save_weights wrote.',
    );
  }
  const root = readHdf5(bytes);
  const text = (name: string) => {
    const value = root.attributes.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    format: 'h5',
    kerasVersion: text('keras_version'),
    modelConfig: parseJson(text('model_config'), 'model_config'),
    compileConfig: parseJson(text('training_config'), 'training_config'),
    classNames: readClassNames(parseJson(text(CLASS_NAMES), CLASS_NAMES)),
    weights: root,
  };
}

async function readZip(source: string | Uint8Array): Promise<KerasFile> {
  const archive = await readArchive(source);
  const metadata = parseJson(archive.metadata, 'metadata.json');
  const config = parseJson(archive.config, 'config.json');
  const version = isJsonObject(metadata) ? metadata['keras_version'] : undefined;
  const compileConfig = isJsonObject(config) ? config['compile_config'] : undefined;
  return {
    format: 'keras',
    kerasVersion: typeof version === 'string' ? version : undefined,
    modelConfig: config,
    compileConfig: compileConfig ?? undefined,
    classNames: readClassNames(isJsonObject(metadata) ? metadata[CLASS_NAMES] : undefined),
    weights: readHdf5(archive.weights),
  };
}

/** JSON as Python writes it, which may hold NaN and Infinity. */
function parseJson(text: string | undefined, what: string): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/(?<=[:[,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])/g, 'null')) as Json;
  } catch (cause) {
    throw new KerasFileError(`The ${what} is no JSON: ${(cause as Error).message}.`, { cause });
  }
}
