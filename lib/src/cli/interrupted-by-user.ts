/**
 * Listens for Ctrl-C, and for being asked to end.
 *
 * @returns a signal that is aborted then
 */
export function interruptedByUser(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      controller.abort();
    });
  }
  return controller.signal;
}
