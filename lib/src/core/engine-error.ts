import { DermlabError } from './dermlab-error.js';

/** TensorFlow cannot be found, loaded or used: says why and the remedy. */
export class EngineError extends DermlabError {
  override readonly name = 'EngineError';
}
