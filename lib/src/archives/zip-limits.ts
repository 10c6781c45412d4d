/** How much an archive may hold before it is refused. */
export interface ZipLimits {
  /** Most entries, directories included. */
  readonly maxEntries: number;
  /** Most bytes of one entry when unpacked. */
  readonly maxEntryBytes: number;
  /** Most bytes of all entries together when unpacked. */
  readonly maxTotalBytes: number;
  /** Most unpacked bytes for one packed byte, for entries that unpack to 1 MiB or more. */
  readonly maxCompressionRatio: number;
}

/**
 * Limits that Kaggle's own archive keeps well within: about 20,000 entries, the largest a pixel
 * table of about 100 MB, 6 GB in all.
 */
export const DEFAULT_ZIP_LIMITS: ZipLimits = {
  maxEntries: 100_000,
  maxEntryBytes: 512 * 1024 ** 2,
  maxTotalBytes: 16 * 1024 ** 3,
  maxCompressionRatio: 200,
};
