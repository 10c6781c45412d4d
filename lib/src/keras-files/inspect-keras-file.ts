import { stat } from 'node:fs/promises';
import { fileSha256 } from '../core/index.js';
import { type Hdf5Group, isDataset } from './hdf5/index.js';
import { inFile } from './in-file.js';
import { kerasSummary, type ModelSummary, modelSummary } from './keras-summary.js';
import { modelOf } from './load-keras-model.js';
import { plainConfig } from './plain-config.js';
import { readKerasFile } from './read-model-file.js';

/** A weight in a file of weights. */
export interface WeightDescription {
  /** Its path in the file. */
  readonly path: string;
  /** Lengths of the axes. */
  readonly shape: readonly number[];
}

/** What a Keras file holds. */
export interface KerasFileDescription {
  /** Path of the file. */
  readonly file: string;
  /** `h5`: HDF5. `keras`: Keras 3's archive. */
  readonly format: 'h5' | 'keras';
  /** Version of Keras that wrote it; null where the file does not say. */
  readonly kerasVersion: string | null;
  /** Its size. */
  readonly sizeBytes: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** Labels of the classes, which files of this library name; null where the file does not say. */
  readonly classNames: readonly string[] | null;
  /** Layers and parameters; null for weights only. */
  readonly model: ModelSummary | null;
  /** Each data set of a file of weights; empty for a model. */
  readonly weights: readonly WeightDescription[];
  /** Optimizer, loss and metrics as the file has them; null where the model was not compiled. */
  readonly compile: unknown;
  /** What of the compile settings is not known here. */
  readonly notices: readonly string[];
  /** As Keras's `model.summary()` prints it; for weights only, a line for each. */
  readonly summaryText: string;
}

/**
 * Says what a Keras file holds, without Python.
 *
 * @param file - path of an `.h5` or `.keras` file, a model or weights only
 * @returns the description
 * @throws KerasFileError as {@link loadKerasModel}
 */
export async function inspectKerasFile(file: string): Promise<KerasFileDescription> {
  return inFile(file, async () => {
    const found = await readKerasFile(file);
    const facts = {
      file,
      format: found.format,
      kerasVersion: found.kerasVersion ?? null,
      sizeBytes: (await stat(file)).size,
      sha256: await fileSha256(file),
      classNames: found.classNames ?? null,
      compile: found.compileConfig === undefined ? null : plainConfig(found.compileConfig),
    };
    if (found.modelConfig === undefined) return { ...facts, ...weightsOnly(found.weights) };
    const notices: string[] = [];
    const model = modelOf(found, { onNotice: (notice) => notices.push(notice) });
    const description = { model: modelSummary(model), summaryText: kerasSummary(model) };
    model.dispose();
    return { ...facts, ...description, weights: [], notices };
  });
}

function weightsOnly(root: Hdf5Group) {
  const weights = [...datasets(root, '')];
  const lines = weights.map(({ path, shape }) => `${path} [${shape.join(', ')}]`);
  const summaryText = ['Weights only, no model:', ...lines, ''].join('\n');
  return { model: null, weights, notices: [], summaryText };
}

function* datasets({ members }: Hdf5Group, prefix: string): Generator<WeightDescription> {
  for (const [name, member] of members) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (isDataset(member)) yield { path, shape: member.shape };
    else yield* datasets(member, path);
  }
}
