export { type ArrangeSplitsOptions, arrangeSplits } from './arrange-splits.js';
export {
  type AugmentedFolders,
  type AugmentOptions,
  augmentClassFolders,
} from './augment-class-folders.js';
export * from './class-folders.js';
export { type DownloadDatasetOptions, downloadDataset } from './download-dataset.js';
export { type DownloadedFile, downloadFile } from './download-file.js';
export type { DownloadFileOptions } from './download-file-options.js';
export type { DatasetFile } from './download-record.js';
export type { Ham10000 } from './ham10000.js';
export * from './ham10000-labels.js';
export { type Ham10000Metadata, parseHam10000Metadata } from './ham10000-metadata.js';
export { checkHam10000Row } from './ham10000-row.js';
export type * from './image-dataset.js';
export type { Isic2019 } from './isic2019.js';
export * from './isic2019-labels.js';
export {
  type Isic2019Table,
  parseIsic2019GroundTruth,
  parseIsic2019Metadata,
} from './isic2019-tables.js';
export { joinIsic2019 } from './join-isic2019.js';
export { type KaggleCredentials, readKaggleCredentials } from './kaggle-credentials.js';
export { type LoadHam10000Options, loadHam10000 } from './load-ham10000.js';
export { loadHam10000OrClassFolders } from './load-ham10000-or-class-folders.js';
export { type LoadIsic2019Options, loadIsic2019 } from './load-isic2019.js';
export {
  type LoadMainImageDataOptions,
  loadMainImageData,
  type MainImageDataset,
} from './load-main-image-data.js';
export { type LoadPixelTableOptions, loadPixelTable } from './load-pixel-table.js';
export * from './main-image-data.js';
export { melanomaLabel } from './melanoma-label.js';
export {
  openPixelCsv,
  type PixelCsv,
  type PixelCsvBatch,
  type PixelCsvOptions,
} from './pixel-csv.js';
export type { PixelTable, PixelTableRow } from './pixel-table.js';
export { KAGGLE_LABELS } from './pixel-table-labels.js';
export * from './preprocess-images.js';
export {
  type DownloadSource,
  type ListingOptions,
  PUBLISHED_DATASETS,
  type PublishedDataset,
  type PublishedDatasetName,
} from './published-datasets.js';
export type { PublishedFile } from './published-file.js';
export { type UnzipOptions, unzipToFolder } from './unzip-to-folder.js';
export { writeMainImageData } from './write-main-image-data.js';
export { type WritePixelTableOptions, writePixelTable } from './write-pixel-table.js';
export { writeSplitFolders } from './write-split-folders.js';
