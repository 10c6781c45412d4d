import {
  type DatasetDescription,
  type EncodedImages,
  HAM10000_CLASS_NAMES,
  type Ham10000,
  type ImageDataset,
  ISIC2019_CLASS_NAMES,
  type LabelledRow,
} from '../datasets/index.js';
import { ageHistogram, countBy, lesionsWithSeveralImages } from '../eda/index.js';
import { sampleGridPerClass, toThumbnail } from '../images/index.js';
import type { DataDescription, SampleImage } from './report-input.js';

/** Sample images are at most this wide, so that the page stays small. */
const THUMBNAIL_WIDTH_PX = 200;
const AGE_BIN_YEARS = 10;
const CLASS_NAMES: Readonly<Record<string, string>> = {
  ...HAM10000_CLASS_NAMES,
  ...ISIC2019_CLASS_NAMES,
};

/** A data set with image files. */
type EncodedDataset = DatasetDescription & EncodedImages;

/**
 * Describes HAM10000 for the report: counts, ages, and three sample images a class, of the rows
 * whose image is there.
 *
 * @param dataset - the opened data set
 * @returns the data part of a report's input
 * @throws ImageError where a sample image cannot be decoded
 * @remarks Samples are the first images, in the metadata's order, that are there and show another
 * lesion than the ones before: no draw, and nobody's choice.
 * @example
 * const data = await describeData(await loadHam10000());
 */
export async function describeData(dataset: Ham10000): Promise<DataDescription> {
  const rows = rowsWithImage(dataset);
  const description = await describeDataset(dataset);
  return {
    ...description,
    counts: {
      ...description.counts,
      dxType: countBy(rows, 'dx_type'),
      localization: countBy(rows, 'localization'),
      sex: countBy(rows, 'sex'),
    },
    age: ageHistogram(rows, AGE_BIN_YEARS),
  };
}

/**
 * Describes any data set for the report: its classes, and three sample images of each where it has
 * images in files; rows whose image is missing do not count.
 *
 * @param dataset - the opened data set
 * @returns the data part of a report's input
 * @throws ImageError where a sample image cannot be decoded
 * @remarks Samples as in {@link describeData}.
 */
export async function describeDataset(dataset: ImageDataset): Promise<DataDescription> {
  const { classes, name, description, sha256, notices, attribution } = dataset;
  const rows = rowsWithImage(dataset);
  return {
    name,
    description,
    sha256,
    notices,
    images: rows.length,
    ...lesionsWithSeveralImages(rows),
    classes: classes.map((label) => ({ label, name: CLASS_NAMES[label] ?? '' })),
    counts: { dx: countBy(rows, 'dx') },
    samples: 'readImage' in dataset ? await sampleImages(dataset) : [],
    ...(attribution === undefined ? {} : { attribution }),
  };
}

// What is not there is trained on by nothing, and told in the notices.
function rowsWithImage<Row extends LabelledRow>({ rows, has }: ImageDataset<Row>): readonly Row[] {
  return rows.filter(({ image_id: id }) => has(id));
}

async function sampleImages(dataset: EncodedDataset): Promise<SampleImage[]> {
  const { rows, classes } = dataset;
  const labels = rows.map((row) => row.dx);
  const grid = sampleGridPerClass(labels, classes, firstOfEachLesion(dataset));
  const chosen = grid.flatMap((sample) => sample.rows.flatMap((index) => rows[index] ?? []));
  return Promise.all(chosen.map((row) => sampleImage(dataset, row)));
}

// Indices of the rows whose image is there and whose lesion none of the rows before shows.
function firstOfEachLesion(dataset: ImageDataset): number[] {
  const seen = new Set<string>();
  return dataset.rows.flatMap(({ lesion_id, image_id }, index) => {
    if (!dataset.has(image_id) || seen.has(lesion_id)) return [];
    seen.add(lesion_id);
    return [index];
  });
}

async function sampleImage(dataset: EncodedDataset, row: LabelledRow): Promise<SampleImage> {
  const bytes = await dataset.readImage(row.image_id);
  const thumbnail = await toThumbnail(bytes, { widthPx: THUMBNAIL_WIDTH_PX, name: row.image_id });
  return { label: row.dx, imageId: row.image_id, ...thumbnail };
}
