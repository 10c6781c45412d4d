import { DermlabError } from './dermlab-error.js';

/** A data set with something out of place: names the file, row or field, what was expected and what to do. */
export class DatasetError extends DermlabError {
  override readonly name = 'DatasetError';
}
