import type { Experiment } from './experiment.js';

/** A point estimate with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  /** Lower and upper end of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** One epoch of the history, Keras's names in camelCase.  */
export interface EpochLog {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
}

/** What a reader must know about the split to read the numbers. */
export interface SplitSummary {
  /** One phrase, e.g. `resampled to 500 a class, then split 80/20 by row`. */
  readonly description: string;
  readonly trainRows: number;
  readonly testRows: number;
  /** Test rows whose very image is also a training row. */
  readonly testRowsWithImageInTrain: number;
  /** Test rows whose lesion has a training image. */
  readonly testRowsWithLesionInTrain: number;
  readonly testRowsPerClass: Readonly<Record<string, number>>;
}

/** One test row's prediction. */
export interface Prediction<L extends string = string> {
  readonly imageId: string;
  readonly lesionId: string;
  readonly label: L;
  readonly predicted: L;
  /** Probability a class, in class order. */
  readonly probabilities: readonly number[];
}

/** Metrics of the last epoch's model on the test rows; intervals by bootstrap over lesions. */
export interface Evaluation {
  readonly accuracy: Estimate;
  readonly balancedAccuracy: Estimate;
  readonly macroF1: Estimate;
  /** One-vs-rest, macro-averaged. */
  readonly rocAuc: Estimate;
  readonly logLoss: number;
  readonly cohenKappa: number;
  readonly matthews: number;
  /** Rows true, columns predicted, in class order. */
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly perClass: Readonly<
    Record<
      string,
      {
        readonly precision: number;
        readonly recall: number;
        readonly f1: number;
        readonly support: number;
      }
    >
  >;
  /** Text as scikit-learn prints it. */
  readonly classificationReport: string;
}

/** Everything a reader of one finished (or quick) run needs; `metrics.json` of the run folder. */
export interface RunResult {
  /** Name of the run folder. */
  readonly id: string;
  readonly experiment: Experiment;
  readonly classes: readonly string[];
  /** True when epochs were cut for a quick look: marked wherever a number is shown. */
  readonly quick: boolean;
  readonly data: {
    readonly name: string;
    /** e.g. `embedded, 96×72 JPEG` or the path given. */
    readonly description: string;
    readonly sha256: string;
    readonly images: number;
    readonly missingImages: number;
  };
  readonly engine: {
    /** e.g. `TensorFlow 2.21.0 (CPU, compiled steps)`. */
    readonly description: string;
    /** True where tfjs's JavaScript backend had to stand in for TensorFlow. */
    readonly fallback: boolean;
  };
  readonly split: SplitSummary;
  readonly history: readonly EpochLog[];
  readonly last: Evaluation;
  /** Best epoch by test accuracy: an optimistic number, never shown alone. */
  readonly best: { readonly epoch: number; readonly accuracy: Estimate };
  /** Trainable parameters. */
  readonly parameters: number;
}
