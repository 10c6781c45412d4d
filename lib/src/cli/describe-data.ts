import { HAM10000_CLASS_NAMES, type Ham10000 } from '../datasets/index.js';
import { ageHistogram, countBy, lesionsWithSeveralImages } from '../eda/index.js';
import { sampleGridPerClass, toThumbnailDataUri } from '../images/index.js';
import type { DataDescription, SampleImage } from '../report/index.js';

const SAMPLE_SIZE = { widthPx: 192, heightPx: 144 } as const;

/**
 * Gathers what the report says about the data: counts, ages, sample images.
 *
 * @param dataset - opened data
 */
export async function describeData(dataset: Ham10000): Promise<DataDescription> {
  const { rows, classes } = dataset;
  return {
    name: dataset.name,
    description: dataset.description,
    sha256: dataset.sha256,
    images: rows.length,
    ...lesionsWithSeveralImages(rows),
    classes: classes.map((label) => ({ label, name: HAM10000_CLASS_NAMES[label] })),
    counts: {
      dx: countBy(rows, 'dx'),
      dxType: countBy(rows, 'dx_type'),
      localization: countBy(rows, 'localization'),
      sex: countBy(rows, 'sex'),
    },
    age: ageHistogram(rows),
    samples: await sampleImages(dataset),
    notices: dataset.notices,
  };
}

/** Three images a class: those of the first three lesions in the metadata, not chosen for looks. */
async function sampleImages({ rows, classes, has, readImage }: Ham10000): Promise<SampleImage[]> {
  const seen = new Set<string>();
  const order = rows.flatMap(({ image_id: imageId, lesion_id: lesion }, row) => {
    if (seen.has(lesion) || !has(imageId)) return [];
    seen.add(lesion);
    return [row];
  });
  const labels = rows.map((row) => row.dx);
  const grid = sampleGridPerClass(labels, classes, order);
  const wanted = grid.flatMap(({ label, rows: ofClass }) => ofClass.map((row) => ({ label, row })));
  return Promise.all(
    wanted.map(async ({ label, row }) => {
      const imageId = rows[row]?.image_id ?? '';
      const bytes = await readImage(imageId);
      const dataUri = await toThumbnailDataUri(bytes, { name: imageId, ...SAMPLE_SIZE });
      return { label, imageId, dataUri, ...SAMPLE_SIZE };
    }),
  );
}
