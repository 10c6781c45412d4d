import { DermlabError } from '../core/index.js';

/** A kernel that cannot be started or installed: names what is wrong and what to do. */
export class KernelError extends DermlabError {
  override readonly name = 'KernelError';
}
