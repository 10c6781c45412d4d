import type { HAM10000_CLASSES, Ham10000Label } from './ham10000-labels.js';
import type { DatasetDescription, LabelledRow, PixelImages } from './image-dataset.js';

/** A row of a pixel table. */
export interface PixelTableRow extends LabelledRow {
  /** Diagnosis, from the row's label number. */
  readonly dx: Ham10000Label;
}

/** A pixel table, read: labels and pixels in memory. */
export interface PixelTable extends DatasetDescription<PixelTableRow>, PixelImages {
  /** Class labels in class order, which is not that of the table's numbers. */
  readonly classes: typeof HAM10000_CLASSES;
}
