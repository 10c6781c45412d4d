import { tf } from '../engine/index.js';

/** What every model here takes. */
export interface ModelOptions {
  /** Height, width and channels of an image. */
  readonly inputShape: [number, number, number];
  /** Number of classes. */
  readonly classes: number;
  /** Seeds initial weights and dropout, a non-negative integer below 2^32. */
  readonly seed: number;
}

/**
 * A seed of its own for each random stream of a model.
 *
 * @param seed - the model's seed
 * @param stream - number of the stream within the model, from 0
 * @returns a positive 31-bit integer; one seed gives different ones for different streams
 * @remarks The finaliser of MurmurHash3 (Appleby 2011), which maps 32-bit integers one to one.
 */
export function seedOf(seed: number, stream: number): number {
  let hash = (seed + Math.imul(stream, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  // tfjs takes 0 for "no seed".
  return (hash ^ (hash >>> 16)) & 0x7fffffff || 1;
}

/**
 * Keras's default initialiser of kernels, seeded.
 *
 * @param seed - the model's seed
 * @param stream - number of the stream within the model, from 0
 * @returns the initialiser
 */
export function glorotUniform(
  seed: number,
  stream: number,
): ReturnType<typeof tf.initializers.glorotUniform> {
  return tf.initializers.glorotUniform({ seed: seedOf(seed, stream) });
}
