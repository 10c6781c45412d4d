import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ISIC2019_CLASSES,
  joinIsic2019,
  parseIsic2019GroundTruth,
  parseIsic2019Metadata,
} from '../../lib/src/datasets/index.js';
import { balancedClassWeight } from '../../lib/src/experiments/class-weight.js';
import { prepareRows, sourceDCnn, sourceDCnnGrouped } from '../../lib/src/experiments/index.js';
import { readFixture } from '../parity/regenerate.js';
import { SHARED_ISIC2019 } from '../support/paths.js';

interface Side {
  readonly rows: number;
  readonly first: readonly number[];
  readonly sha256: string;
}
const python = readFixture<{
  readonly splits: {
    readonly withImages: {
      readonly train: Side;
      readonly validation: Side;
      readonly test: Side;
      readonly classWeight: Readonly<Record<string, number>>;
    };
  };
}>('isic2019').splits.withImages;

const present = existsSync(SHARED_ISIC2019);
if (!present) console.warn(`SKIPPED: source D's splits of the real rows: no ${SHARED_ISIC2019}`);

const side = (indices: Int32Array): Side => ({
  rows: indices.length,
  first: [...indices.slice(0, 8)],
  sha256: createHash('sha256').update(BigInt64Array.from(indices, BigInt)).digest('hex'),
});

/** The rows whose images HAM10000 has. */
async function rowsWithImages() {
  const read = (name: string) => readFile(join(SHARED_ISIC2019, `ISIC_2019_Training_${name}.csv`));
  const truth = parseIsic2019GroundTruth(await read('GroundTruth'), 'truth');
  const metadata = parseIsic2019Metadata(await read('Metadata'), 'metadata');
  const rows = joinIsic2019(truth.rows, metadata.rows);
  return rows.filter(({ lesion_id: lesion }) => lesion.startsWith('HAM_'));
}
const classes = ISIC2019_CLASSES.filter((label) => label !== 'UNK');

describe.skipIf(!present)('source D', () => {
  test('splits the rows with images as scikit-learn does, test first, then validation', async () => {
    const { steps, seed } = sourceDCnn;
    const prepared = prepareRows(await rowsWithImages(), classes, steps, seed);
    expect(side(prepared.train)).toEqual(python.train);
    expect(side(prepared.validation!)).toEqual(python.validation);
    expect(side(prepared.test)).toEqual(python.test);
  });

  test('weighs its classes as scikit-learn does', async () => {
    const rows = await rowsWithImages();
    const { train } = prepareRows(rows, classes, sourceDCnn.steps, sourceDCnn.seed);
    const labels = train.map((row) => classes.findIndex((label) => label === rows[row]!.dx));
    const weights = balancedClassWeight(labels, classes.length);
    for (const [index, label] of classes.entries()) {
      expect(weights[index]).toBeCloseTo(python.classWeight[label]!, 5);
    }
  });

  test('keeps each lesion on one side in its leak-free twin', async () => {
    const rows = await rowsWithImages();
    const { steps, seed } = sourceDCnnGrouped;
    const { train, validation, test: tested } = prepareRows(rows, classes, steps, seed);
    const lesions = [train, validation!, tested].map(
      (indices) => new Set(Array.from(indices, (row) => rows[row]!.lesion_id)),
    );
    expect(train.length + validation!.length + tested.length).toBe(10_015);
    expect(lesions.reduce((sum, { size }) => sum + size, 0)).toBe(
      new Set(rows.map((row) => row.lesion_id)).size,
    );
  });
});
