import { DermlabError } from './dermlab-error.js';

/** An image that is missing, truncated or no image: names the file and what to do. */
export class ImageError extends DermlabError {
  override readonly name = 'ImageError';
}
