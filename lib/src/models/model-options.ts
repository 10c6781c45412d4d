import type { BaseOptions } from './base-options.js';

/** What every model here takes. */
export interface ModelOptions {
  /** Height, width and channels of an image. */
  readonly inputShape: [number, number, number];
  /** Number of classes. */
  readonly classes: number;
  /**
   * Seeds initial weights and dropout, an integer in [0, 2³² - 1]: they are those of Keras
   * after `keras.utils.set_random_seed(seed)`, when the model is the first that is made.
   */
  readonly seed: number;
  /** The pretrained base, of a model that has one. */
  readonly base?: BaseOptions;
}
