import type { BaseOptions } from '../models/index.js';
import type { Calibration } from './calibrate.js';
import type { Experiment } from './experiment.js';
import type { MelanomaSensitivity } from './melanoma-sensitivity.js';

/** A point estimate with its 95 % interval. */
export interface Estimate {
  /** The estimate itself. */
  readonly value: number;
  /** Lower and upper end of the 95 % interval. */
  readonly low: number;
  /** Upper end of the 95 % interval. */
  readonly high: number;
}

/** One epoch of the history, Keras's names in camelCase.  */
export interface EpochLog {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean training loss over the epoch, dropout at work. */
  readonly loss: number;
  /** Mean training accuracy over the epoch, a fraction. */
  readonly accuracy: number;
  /** Loss on the validation rows after the epoch; on the test rows where there are none. */
  readonly valLoss: number;
  /** Accuracy on the same rows, a fraction. */
  readonly valAccuracy: number;
  /** Learning rate of the epoch; absent where it never changes. */
  readonly learningRate?: number;
}

/** What a reader must know about the split to read the numbers. */
export interface SplitSummary {
  /** One phrase, e.g. `resampled to 500 a class, then split 80/20 by row`. */
  readonly description: string;
  /** Training rows, copies counted. */
  readonly trainRows: number;
  /** Validation rows, which steer training; absent where the test rows were watched. */
  readonly validationRows?: number;
  /** Validation rows whose lesion has a training image; absent where there are none. */
  readonly validationRowsWithLesionInTrain?: number;
  /** Test rows, copies counted. */
  readonly testRows: number;
  /** Test rows whose very image is also a training row. */
  readonly testRowsWithImageInTrain: number;
  /** Test rows whose lesion has a training image. */
  readonly testRowsWithLesionInTrain: number;
  /** Test rows a class, by label in class order. */
  readonly testRowsPerClass: Readonly<Record<string, number>>;
}

/** One test row's prediction. */
export interface Prediction<L extends string = string> {
  /** The image, e.g. `ISIC_0027419`. */
  readonly imageId: string;
  /** Its lesion, e.g. `HAM_0000118`. */
  readonly lesionId: string;
  /** The true label. */
  readonly label: L;
  /** The label with the highest probability. */
  readonly predicted: L;
  /** Probability a class, in class order. */
  readonly probabilities: readonly number[];
}

/** Metrics of the final model on the test rows; intervals by bootstrap over lesions. */
export interface Evaluation {
  /** Share of rows predicted right, in [0, 1]; higher is better. */
  readonly accuracy: Estimate;
  /** Mean of the recalls a class, in [0, 1]; higher is better. */
  readonly balancedAccuracy: Estimate;
  /** Mean of the F1 scores a class, in [0, 1]; higher is better. */
  readonly macroF1: Estimate;
  /** One-vs-rest, macro-averaged. */
  readonly rocAuc: Estimate;
  /** One-vs-rest, macro-averaged; absent in runs from before it was measured. */
  readonly averagePrecision?: Estimate;
  /** Mean cross-entropy, from 0; lower is better. */
  readonly logLoss: Estimate;
  /** Mean squared distance of the probabilities, in [0, 2]; lower is better; absent in old runs. */
  readonly brierScore?: Estimate;
  /**
   * Mean distance of confidence and accuracy over 15 bins, in [0, 1]; lower is better; absent in
   * old runs. Its bootstrap interval lies too high.
   */
  readonly expectedCalibrationError?: Estimate;
  /**
   * Share of the melanomas found where nine of ten other rows are not called melanoma; absent where
   * no class is melanoma, and in old runs.
   */
  readonly melanomaSensitivity?: MelanomaSensitivity;
  /** Agreement beyond chance, in [-1, 1]; higher is better. */
  readonly cohenKappa: Estimate;
  /** Matthews correlation coefficient, in [-1, 1]; higher is better. */
  readonly matthews: Estimate;
  /** Rows true, columns predicted, in class order. */
  readonly confusionMatrix: readonly (readonly number[])[];
  /** Scores a class, by label. */
  readonly perClass: Readonly<
    Record<
      string,
      {
        /** Share of the rows predicted so that are so. */
        readonly precision: number;
        /** Share of the rows that are so that were predicted so. */
        readonly recall: number;
        /** Harmonic mean of precision and recall. */
        readonly f1: number;
        /** Test rows of the class. */
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
  /** What was run. */
  readonly experiment: Experiment;
  /** Class labels in class order. */
  readonly classes: readonly string[];
  /** True when epochs were cut for a quick look: marked wherever a number is shown. */
  readonly quick: boolean;
  /** What it was run on. */
  readonly data: {
    /** Name of the data set. */
    readonly name: string;
    /** e.g. `embedded, 96×72 JPEG` or the path given. */
    readonly description: string;
    /** Digest of metadata and images. */
    readonly sha256: string;
    /** Rows with an image. */
    readonly images: number;
    /** Rows left out because their image is missing. */
    readonly missingImages: number;
  };
  /** What computed it. */
  readonly engine: {
    /** e.g. `TensorFlow 2.21.0 (CPU, compiled steps)`. */
    readonly description: string;
    /** True where tfjs's JavaScript backend had to stand in for TensorFlow. */
    readonly fallback: boolean;
    /** Why training steps were not compiled, and so took longer; absent where they were. */
    readonly eagerBecause?: string;
  };
  /** How the rows were split. */
  readonly split: SplitSummary;
  /** One entry an epoch. */
  readonly history: readonly EpochLog[];
  /** The test rows after the last epoch, or with the weights put back in the end. */
  readonly last: Evaluation;
  /** How sure the model should have been; absent without validation rows, and in old runs. */
  readonly calibration?: Calibration;
  /** The epoch whose weights were put back in the end; absent where the last epoch's were kept. */
  readonly restoredEpoch?: number;
  /**
   * Best epoch by accuracy on the validation rows, or else on the test rows, and the accuracy
   * there: an optimistic number, never shown alone.
   */
  readonly best: { readonly epoch: number; readonly accuracy: Estimate };
  /** Parameters of the model, those of a frozen base included. */
  readonly parameters: number;
  /** The pretrained base, of a model that has one. */
  readonly base?: {
    /** `random` has learned nothing: marked wherever a number is shown. */
    readonly weights: BaseOptions['weights'];
    /** Where its weights come from, in words. */
    readonly description: string;
  };
}
