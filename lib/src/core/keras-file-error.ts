import { DermlabError } from './dermlab-error.js';

/** A Keras file that cannot be read or written: names the file, layer or weight, what was expected and what to do. */
export class KerasFileError extends DermlabError {
  override readonly name = 'KerasFileError';
}
