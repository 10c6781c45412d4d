/** What a long task tells while it works; entry points decide how it is shown. */
export interface Progress {
  /** What is being done, e.g. `decoding images`. */
  readonly task: string;
  /** Units finished so far. */
  readonly done: number;
  /** Units in all. */
  readonly total: number;
}

/**
 * Receives progress; must not throw.
 *
 * @param progress - how far the task is
 */
export type OnProgress = (progress: Progress) => void;
