import type { Isic2019Metadata, Isic2019Row, Isic2019Truth } from './isic2019-labels.js';

const NO_METADATA = { age_approx: null, anatom_site_general: null, lesion_id: null, sex: null };

/**
 * Joins the ground truth with the metadata on `image`, as pandas's `merge(how='left')` does: each
 * row of the ground truth once and in its order; metadata of other images is left out.
 *
 * @param truth - ground truth, each image once
 * @param metadata - metadata, each image once
 * @returns a row for each of the ground truth; an image without lesion id is its own lesion
 */
export function joinIsic2019(
  truth: readonly Isic2019Truth[],
  metadata: readonly Isic2019Metadata[],
): Isic2019Row[] {
  const byImage = new Map(metadata.map(({ image, ...rest }) => [image, rest]));
  return truth.map(({ image, label }) => {
    const { lesion_id: lesion, ...rest } = byImage.get(image) ?? NO_METADATA;
    return { image_id: image, dx: label, lesion_id: lesion ?? image, ...rest };
  });
}
