/** A download that may succeed when it is tried again. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number;
  /** The HTTP status, where the server answered with one. */
  readonly status: number | undefined;

  /**
   * Says what happened.
   *
   * @param message - what happened, as the end of a sentence about the address
   * @param options - the wait that the server asks for, its status, and the error behind it
   */
  constructor(
    message: string,
    options: {
      readonly retryAfterMs?: number;
      readonly status?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.status = options.status;
  }
}

/**
 * Words for an error of the network or the system.
 *
 * @param error - what was thrown
 * @returns its innermost message, with the system's code
 */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return failureText(error.cause);
  const code = 'code' in error ? String(error.code) : '';
  const message = error.message || error.name;
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}
