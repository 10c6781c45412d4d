/**
 * A step on the list of rows. Steps run in the order they are written, so a leak is visible. A side
 * split off as `validation` steers training; the `test` side is looked at once, at the end. Without
 * a validation side the test rows are watched while training, as many sources do.
 */
export type DataStep =
  /** `sklearn.utils.resample` of each class in class order, on all rows or on the training rows only. */
  | {
      readonly step: 'resamplePerClass';
      readonly rows: 'all' | 'train';
      readonly samplesPerClass: number;
      readonly replace: boolean;
    }
  /** imbalanced-learn's `RandomOverSampler`: each class is filled up to the largest by copies. */
  | { readonly step: 'randomOverSample'; readonly rows: 'all' | 'train' }
  /** imbalanced-learn's `RandomUnderSampler`: each class is cut down to the smallest. */
  | { readonly step: 'randomUnderSample'; readonly rows: 'all' | 'train' }
  /** `sklearn.model_selection.train_test_split`. */
  | {
      readonly step: 'trainTestSplit';
      readonly testSize: number;
      readonly stratify: boolean;
      /** The side that is split off; default `test`. */
      readonly into?: 'validation' | 'test';
    }
  /** One fold of `StratifiedKFold(nSplits, shuffle=True)`, by row. */
  | {
      readonly step: 'stratifiedKFold';
      readonly nSplits: number;
      readonly fold: number;
      /** The side that the fold becomes; default `test`. */
      readonly into?: 'validation' | 'test';
    }
  /** One fold of `StratifiedGroupKFold(nSplits, shuffle=True)`, grouped by lesion. */
  | {
      readonly step: 'stratifiedGroupKFold';
      readonly nSplits: number;
      readonly fold: number;
      /** The side that the fold becomes; default `test`. */
      readonly into?: 'validation' | 'test';
    }
  /** The files that Keras's `image_dataset_from_directory(validation_split, seed)` holds back, by row. */
  | {
      readonly step: 'kerasValidationSplit';
      readonly validationSplit: number;
      /** The side that is held back; default `test`. */
      readonly into?: 'validation' | 'test';
    }
  /** The sides that the data set itself gives. */
  | { readonly step: 'givenSplit' }
  /**
   * Takes the test side away for good, before what follows splits a test side off the rest: no step,
   * fit or file of the run knows the rows. So candidates of a sweep are scored.
   */
  | { readonly step: 'withholdTest' }
  /** Drops copies made by augmentation from the rows held back, as only training rows may have them. */
  | { readonly step: 'dropAugmented'; readonly from: 'validation' | 'test' };

/** A step that splits a side off. */
export type SplitStep = Exclude<
  DataStep,
  {
    step:
      | 'resamplePerClass'
      | 'randomOverSample'
      | 'randomUnderSample'
      | 'dropAugmented'
      | 'withholdTest';
  }
>;

/** A step that draws rows anew, all of them or those of training. */
export type SamplingStep = Exclude<
  DataStep,
  SplitStep | { step: 'dropAugmented' | 'withholdTest' }
>;
