import { DermlabError } from '../core/index.js';

/** A tracking server that is down, refuses, or answers something else: names it and what to do. */
export class TrackingError extends DermlabError {
  override readonly name = 'TrackingError';
  /** The server's own word for what is wrong, e.g. `RESOURCE_DOES_NOT_EXIST`; where it gave one. */
  readonly code: string | undefined;

  /**
   * Says what went wrong.
   *
   * @param message - what, expected, received, remedy
   * @param code - the server's own word for it
   */
  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}
