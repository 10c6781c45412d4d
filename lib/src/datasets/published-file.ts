/** A file that a publisher offers. */
export interface PublishedFile {
  /** What it will be called. */
  readonly name: string;
  /** Its address. */
  readonly url: string;
  /** Credentials for that address. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Its size in bytes, where the publisher states it. */
  readonly sizeBytes?: number;
  /** Its checksum, where the publisher states one. */
  readonly checksum?: { readonly md5: string };
}
