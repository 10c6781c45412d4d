import { DermlabError } from './dermlab-error.js';

/** A file that could not be got from its server: names the address, what was answered and what to do. */
export class DownloadError extends DermlabError {
  override readonly name = 'DownloadError';
  /** The HTTP status that the server answered, where that is what went wrong. */
  readonly status: number | undefined;

  /**
   * Says what went wrong.
   *
   * @param message - what, expected, received, remedy
   * @param options - the HTTP status and the error behind it, where there is one
   */
  constructor(
    message: string,
    options: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = options.status;
  }
}
