import { DermlabError } from './dermlab-error.js';

/** Weights of a pretrained model that are not there or do not fit: names the file and where to get it. */
export class WeightsError extends DermlabError {
  override readonly name = 'WeightsError';
}
