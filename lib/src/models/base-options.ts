/** The pretrained base of a transfer model. */
export interface BaseOptions {
  /**
   * `imagenet`: read from a file, and 0 until then. `random`: drawn from the seed, which shows how
   * the model works and nothing of what transfer learning is worth.
   */
  readonly weights: 'imagenet' | 'random';
  /** MobileNet's width; default 1. */
  readonly alpha?: number;
}
