export * from './audit-file.js';
export * from './audit-run.js';
export * from './audit-scores.js';
export * from './audit-split.js';
export * from './find-near-duplicates.js';
export * from './honest-table.js';
export * from './join-dataset.js';
export * from './join-near-duplicates.js';
export type { NearDuplicateOptions, SimilarPair } from './near-duplicates.js';
export {
  dihedralHashes,
  hashText,
  type PerceptualHash,
  perceptualHash,
} from './perceptual-hash.js';
export type { SignatureOptions } from './read-signatures.js';
export * from './run-audit.js';
