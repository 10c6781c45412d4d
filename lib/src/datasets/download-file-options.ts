import type { OnProgress } from '../core/index.js';

/** Settings of `downloadFile`. */
export interface DownloadFileOptions {
  /** The address: https, or http to this machine. */
  readonly url: string;
  /** Where the file goes; its folder is made. */
  readonly path: string;
  /** Headers for the address's own host, such as credentials; a redirect elsewhere goes without. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The size that the publisher states, in bytes. */
  readonly sizeBytes?: number;
  /** The checksum that the publisher states, in hexadecimal digits. */
  readonly checksum?: { readonly md5?: string; readonly sha256?: string };
  /** Told of bytes so far and in all; where the server tells no length, both are the bytes so far. */
  readonly onProgress?: OnProgress;
  /** Stops the download; what has arrived stays for the next time. */
  readonly signal?: AbortSignal;
  /** Tries after the first that bring nothing new, 5 by default. */
  readonly retries?: number;
  /** Wait before the second try in milliseconds, 1000 by default; doubled for each one after. */
  readonly retryDelayMs?: number;
  /** What asks; `fetch` of Node. */
  readonly fetch?: typeof globalThis.fetch;
}
