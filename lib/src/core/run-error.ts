import { DermlabError } from './dermlab-error.js';

/** A run folder that cannot be read, written or resumed: names the file and what to do. */
export class RunError extends DermlabError {
  override readonly name = 'RunError';
}
