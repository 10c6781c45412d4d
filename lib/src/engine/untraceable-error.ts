/** A function that cannot become a graph; the message says why. */
export class UntraceableError extends Error {
  override readonly name = 'UntraceableError';
}
