/** What a network of Keras Applications takes. */
export interface ApplicationOptions {
  /** Height, width and channels of an image; height and width at least 32 pixels. */
  readonly inputShape: [number, number, number];
  /**
   * Seeds initial weights and dropout as {@link ModelOptions} says; or the stream of seeds of a
   * larger model that this one is a part of.
   */
  readonly seed: number | (() => number);
  /** With the classifier at the end; default true, as in Keras. */
  readonly includeTop?: boolean;
  /** Classes of that classifier; default 1,000, those of ImageNet. */
  readonly classes?: number;
  /** Without classifier: average each feature map to one number; default none. */
  readonly pooling?: 'avg';
  /** All weights 0, where they are read from a file anyway; default false. */
  readonly withoutWeights?: boolean;
}
