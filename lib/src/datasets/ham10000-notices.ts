import type { FileSource } from './file-source.js';
import type { Ham10000Layout } from './ham10000-layout.js';
import type { Ham10000Metadata } from './ham10000-metadata.js';

const PUBLISHED_WIDTH_PX = 600;
const PUBLISHED_HEIGHT_PX = 450;

/** Size of an image in pixels. */
export interface ImageSizePx {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
}

/**
 * Says whether an image is smaller than the published ones.
 *
 * @param size - size in pixels
 * @returns true where it is narrower than 600 pixels
 */
export function isReduced(size: ImageSizePx): boolean {
  return size.width < PUBLISHED_WIDTH_PX;
}

/**
 * Says what the user should be told about a data set: what is missing, reduced or left out.
 *
 * @param source - the files
 * @param layout - where they stand
 * @param metadata - rows, and columns that were left out
 * @param missing - ids of listed images that are not there
 * @param size - size of the images in pixels
 * @returns one sentence a notice
 */
export function noticesOf(
  source: FileSource,
  layout: Ham10000Layout,
  { rows, ignoredColumns }: Ham10000Metadata,
  missing: readonly string[],
  size: ImageSizePx,
): string[] {
  const notices: string[] = [];
  if (isReduced(size)) {
    notices.push(
      `Images are reduced to ${size.width}×${size.height} pixels from the published ${PUBLISHED_WIDTH_PX}×${PUBLISHED_HEIGHT_PX}.`,
    );
  }
  if (missing.length > 0) {
    const some = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
    notices.push(
      `Images missing in ${source.path}: ${missing.length} of ${rows.length} (${some}).`,
    );
  }
  const extra = layout.images.size - (rows.length - missing.length);
  if (extra > 0) notices.push(`Images in ${source.path} that no row lists, left out: ${extra}.`);
  if (ignoredColumns.length > 0) {
    notices.push(`Columns of ${layout.metadata} left out: ${ignoredColumns.join(', ')}.`);
  }
  return notices;
}
