import { DermlabError } from './dermlab-error.js';

/** Something is to be shown and there is no notebook to show it: says what to do in a script. */
export class DisplayError extends DermlabError {
  override readonly name = 'DisplayError';
}
