/**
 * Base of every error that a user can cause or mend. Entry points print its
 * message without a stack trace and exit with `exitCode`.
 */
export abstract class DermlabError extends Error {
  /** 1: the work failed. 2: it was asked for wrongly. */
  readonly exitCode: 1 | 2 = 1;
}
