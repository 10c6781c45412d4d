import type { LabelledRow } from '../datasets/index.js';
import { type PreparedRows, type SharedWithTrain, sharedWithTrain } from '../experiments/index.js';
import type { NearDuplicate, NearDuplicates } from './find-near-duplicates.js';

const EXAMPLES_A_KIND = 3;

/** What a row shares with the training rows: its image, its lesion, a near-duplicate, or nothing. */
export type SharedWithTraining = SharedWithTrain | 'near-duplicate';

/** How many rows of a side share what with the training rows. Counts overlap; `clean` is the rest. */
export interface SideAudit {
  /** Rows of the side, copies counted. */
  readonly rows: number;
  /** Rows whose very image is also a training row. */
  readonly sameImage: number;
  /** Rows whose lesion has a training image, those above included. */
  readonly sameLesion: number;
  /** Rows with a near-duplicate among the other training images, of whatever lesion; absent where not looked for. */
  readonly nearDuplicate?: number;
  /** Of these the rows whose lesion has no training image: what grouping by lesion does not see. */
  readonly nearDuplicateOfNewLesion?: number;
  /** Rows that share none of it. */
  readonly clean: number;
}

/** A row beside the training row that it shares something with. */
export interface SharedExample {
  /** The worst of what the two share. */
  readonly shared: Exclude<SharedWithTraining, 'new lesion'>;
  /** Image of the row. */
  readonly imageId: string;
  /** Its lesion. */
  readonly lesionId: string;
  /** Image of the training row. */
  readonly trainImageId: string;
  /** Its lesion. */
  readonly trainLesionId: string;
}

/** What stands on both sides of a split. */
export interface SplitAudit {
  /** Training rows, copies counted. */
  readonly trainRows: number;
  /** Test rows against training rows. */
  readonly test: SideAudit;
  /** Validation rows against training rows; absent where there are none. */
  readonly validation?: SideAudit;
  /** Up to three test rows of each kind. */
  readonly examples: readonly SharedExample[];
}

/**
 * Counts what test and validation rows share with the training rows.
 *
 * @param rows - the data set's rows
 * @param prepared - indices of the sides, from `prepareRows`
 * @param nearDuplicates - from `findNearDuplicates`; absent: images and lesions alone
 * @returns counts and examples
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * const { steps, seed } = sourceBCnn;
 * const split = prepareRows(ham10000.rows, ham10000.classes, steps, seed);
 * auditSplit(ham10000.rows, split).test; // => { rows: 700, sameImage: 401, sameLesion: 484, clean: 216 }
 * ham10000.close();
 * ```
 */
export function auditSplit(
  rows: readonly LabelledRow[],
  prepared: PreparedRows,
  nearDuplicates?: NearDuplicates,
): SplitAudit {
  const { train, validation, test } = prepared;
  const training = trainingImages(rows, train, nearDuplicates?.pairs);
  const audited = (side: Int32Array) => auditSide(rows, { train, test: side }, training);
  return {
    trainRows: train.length,
    test: audited(test),
    ...(validation ? { validation: audited(validation) } : {}),
    examples: examplesOf(rows, prepared, training),
  };
}

/**
 * Says of each test row the worst of what it shares with the training rows, near-duplicates included.
 *
 * @param rows - the data set's rows
 * @param prepared - indices of both sides
 * @param nearDuplicates - from `findNearDuplicates`; absent: as `sharedWithTrain`
 * @returns one entry for each test row, in the split's order
 */
export function sharedWithTraining(
  rows: readonly LabelledRow[],
  prepared: PreparedRows,
  nearDuplicates?: NearDuplicates,
): SharedWithTraining[] {
  return worst(rows, prepared, trainingImages(rows, prepared.train, nearDuplicates?.pairs));
}

/** What test rows are held against. */
interface TrainingImages {
  /** Rows by image and by lesion, the first of each. */
  readonly byImage: ReadonlyMap<string, LabelledRow>;
  readonly byLesion: ReadonlyMap<string, LabelledRow>;
  /** For an image a training image that it is a near-duplicate of; absent where none was looked for. */
  readonly nearDuplicateOf?: ReadonlyMap<string, LabelledRow>;
}

function trainingImages(
  rows: readonly LabelledRow[],
  train: Int32Array,
  pairs?: readonly NearDuplicate[],
): TrainingImages {
  const byImage = new Map<string, LabelledRow>();
  const byLesion = new Map<string, LabelledRow>();
  for (const index of train) {
    const row = rows[index]!;
    if (!byImage.has(row.image_id)) byImage.set(row.image_id, row);
    if (!byLesion.has(row.lesion_id)) byLesion.set(row.lesion_id, row);
  }
  if (!pairs) return { byImage, byLesion };
  const nearDuplicateOf = new Map<string, LabelledRow>();
  for (const { imageId, otherImageId } of pairs) {
    for (const [image, other] of [
      [imageId, otherImageId],
      [otherImageId, imageId],
    ] as const) {
      const row = byImage.get(other);
      if (row && !nearDuplicateOf.has(image)) nearDuplicateOf.set(image, row);
    }
  }
  return { byImage, byLesion, nearDuplicateOf };
}

function worst(
  rows: readonly LabelledRow[],
  prepared: PreparedRows,
  { nearDuplicateOf }: TrainingImages,
): SharedWithTraining[] {
  return sharedWithTrain(rows, prepared).map((shared, index) => {
    const isNew = shared === 'new lesion';
    return isNew && nearDuplicateOf?.has(rows[prepared.test[index]!]!.image_id)
      ? 'near-duplicate'
      : shared;
  });
}

function auditSide(
  rows: readonly LabelledRow[],
  prepared: PreparedRows,
  training: TrainingImages,
): SideAudit {
  const shared = worst(rows, prepared, training);
  const number = (...kinds: SharedWithTraining[]) =>
    shared.filter((kind) => kinds.includes(kind)).length;
  const { nearDuplicateOf } = training;
  return {
    rows: prepared.test.length,
    sameImage: number('same image'),
    sameLesion: number('same image', 'same lesion'),
    ...(nearDuplicateOf
      ? {
          nearDuplicate: prepared.test.filter((row) => nearDuplicateOf.has(rows[row]!.image_id))
            .length,
          nearDuplicateOfNewLesion: number('near-duplicate'),
        }
      : {}),
    clean: number('new lesion'),
  };
}

function examplesOf(
  rows: readonly LabelledRow[],
  prepared: PreparedRows,
  training: TrainingImages,
): SharedExample[] {
  const { byImage, byLesion, nearDuplicateOf } = training;
  const shared = worst(rows, prepared, training);
  const found = {
    'same image': ({ image_id: id }: LabelledRow) => byImage.get(id),
    'same lesion': ({ lesion_id: id }: LabelledRow) => byLesion.get(id),
    'near-duplicate': ({ image_id: id }: LabelledRow) => nearDuplicateOf?.get(id),
  };
  return (['same image', 'same lesion', 'near-duplicate'] as const).flatMap((kind) => {
    const ofKind = prepared.test.filter((_, index) => shared[index] === kind);
    return [...new Set(ofKind)].slice(0, EXAMPLES_A_KIND).map((index) => {
      const row = rows[index]!;
      const other = found[kind](row)!;
      return {
        shared: kind,
        imageId: row.image_id,
        lesionId: row.lesion_id,
        trainImageId: other.image_id,
        trainLesionId: other.lesion_id,
      };
    });
  });
}

/**
 * Adds up the audits of folds, each row of which is a test row once.
 *
 * @param audits - of the folds, at least one
 * @returns their sums, and the examples of the first
 */
export function poolAudits(audits: readonly SplitAudit[]): SplitAudit {
  const [first] = audits;
  const validations = audits.flatMap(({ validation }) => validation ?? []);
  return {
    trainRows: audits.reduce((sum, { trainRows }) => sum + trainRows, 0),
    test: addSides(audits.map(({ test }) => test)),
    ...(validations.length > 0 ? { validation: addSides(validations) } : {}),
    examples: first?.examples ?? [],
  };
}

function addSides(sides: readonly SideAudit[]): SideAudit {
  const keys = Object.keys(sides[0] ?? {}) as (keyof SideAudit)[];
  const sum = (key: keyof SideAudit) => sides.reduce((all, side) => all + (side[key] ?? 0), 0);
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as SideAudit;
}
