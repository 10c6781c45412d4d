/**
 * Told of something in a model or file that could not be taken over, and of what follows.
 *
 * @param notice - a sentence
 */
export type OnNotice = (notice: string) => void;

/** Shows a notice as a warning of the process, where nobody else takes it. */
export const warn: OnNotice = (notice) => {
  process.emitWarning(notice, 'KerasFileWarning');
};
