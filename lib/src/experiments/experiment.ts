/** Where an experiment was published and what it reported there. */
export interface Reported {
  /** Title of the published project. */
  readonly source: string;
  /** The metric as it was reported. */
  readonly metric: 'accuracy';
  /** The reported value, a fraction in [0, 1]. */
  readonly value: number;
  /** The rows it was reported on, in the source's words. */
  readonly on: string;
}

/** A step on the list of rows. Steps run in the order they are written, so a leak is visible. */
export type DataStep =
  /** `sklearn.utils.resample` of each class in class order, on all rows or on the training rows only. */
  | {
      readonly step: 'resamplePerClass';
      readonly rows: 'all' | 'train';
      readonly samplesPerClass: number;
      readonly replace: boolean;
    }
  /** `sklearn.model_selection.train_test_split`. */
  | { readonly step: 'trainTestSplit'; readonly testSize: number; readonly stratify: boolean }
  /** One fold of `StratifiedGroupKFold(nSplits, shuffle=True)`, grouped by lesion. */
  | { readonly step: 'stratifiedGroupKFold'; readonly nSplits: number; readonly fold: number };

/** How images become model input. */
export interface ImagePreprocessing {
  /** Width in pixels after resizing. */
  readonly widthPx: number;
  /** Height in pixels after resizing. */
  readonly heightPx: number;
  /** Each 8-bit channel value is divided by this, e.g. 255. */
  readonly divideBy: number;
}

/** How a model is trained. */
export interface Training {
  /** Optimizer, with Keras's defaults but for what is given. */
  readonly optimizer: { readonly name: 'adam'; readonly learningRate: number };
  /** Loss, named as in Keras. */
  readonly loss: 'categoricalCrossentropy';
  /** Passes over the training rows. */
  readonly epochs: number;
  /** Rows a step. */
  readonly batchSize: number;
}

/** A whole experiment as one typed value: data, steps, model, training, and what was reported. */
export interface Experiment {
  /** Unique, kebab-case; also the command-line name and the prefix of its run folder. */
  readonly name: string;
  /** What a table row calls it, e.g. `CNN`. */
  readonly title: string;
  /** The model family, a file of the `models` room. */
  readonly model: 'mlp' | 'cnn';
  /** The data set it is run on. */
  readonly dataset: 'ham10000';
  /** Seeds every random draw, as in Python: sampling, splits, initial weights, shuffling, dropout. */
  readonly seed: number;
  /** What is done to the rows, in this order. */
  readonly steps: readonly DataStep[];
  /** How images become model input. */
  readonly images: ImagePreprocessing;
  /** How the model is trained. */
  readonly training: Training;
  /** Absent for an experiment that answers a question of our own, such as the leak-free twin. */
  readonly reported?: Reported;
  /** The published experiment whose leak-free twin this is. */
  readonly leakFreeTwinOf?: string;
}
