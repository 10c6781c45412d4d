import { readFile } from 'node:fs/promises';
import { KerasFileError } from '../core/index.js';
import { type Hdf5Group, isHdf5, readHdf5 } from './hdf5/index.js';
import type { Json } from './json.js';

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
  const bytes = typeof source === 'string' ? await openFile(source) : source;
  return readH5(bytes);
}

async function openFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
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
    weights: root,
  };
}

/** JSON as Python writes it, which may hold NaN and Infinity. */
export function parseJson(text: string | undefined, what: string): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/(?<=[:[,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])/g, 'null')) as Json;
  } catch (cause) {
    throw new KerasFileError(`The ${what} is no JSON: ${(cause as Error).message}.`, { cause });
  }
}
