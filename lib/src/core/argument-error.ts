import { DermlabError } from './dermlab-error.js';

/** A command, option or function argument that does not fit: says what was given and what fits. */
export class ArgumentError extends DermlabError {
  override readonly name = 'ArgumentError';
  override readonly exitCode = 2;
}
