/** The files of a data set, whether they lie in a folder or in a zip archive. */
export interface FileSource {
  /** The folder or archive, for messages. */
  readonly path: string;
  /** An archive states what identifies its files, a folder's files are read for it. */
  readonly kind: 'archive' | 'folder';
  /** Relative paths of the files that may matter, with forward slashes. */
  readonly names: readonly string[];
  /**
   * Reads one file.
   *
   * @param name - one of `names`
   * @returns its bytes
   * @throws DatasetError naming the file
   */
  read(name: string): Promise<Buffer>;
  /**
   * Says what identifies one file's content.
   *
   * @param name - one of `names`
   * @returns size in bytes and CRC-32
   * @throws DatasetError naming the file
   */
  fingerprint(name: string): Promise<FileFingerprint>;
  /** Releases the archive's file handle. */
  close(): void;
}

/** What identifies a file's content. */
interface FileFingerprint {
  /** Size in bytes. */
  readonly sizeBytes: number;
  /** CRC-32 of the content. */
  readonly crc32: number;
}
