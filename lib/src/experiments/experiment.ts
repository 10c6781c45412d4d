import type { BaseOptions, ModelName, Unfreeze } from '../models/index.js';
import type { DataStep } from './data-step.js';
import type { EarlyStopping } from './early-stopping.js';
import type { ReduceLROnPlateau } from './reduce-lr-on-plateau.js';

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

/** How images become model input. */
export interface ImagePreprocessing {
  /** Width in pixels after resizing. */
  readonly widthPx: number;
  /** Height in pixels after resizing. */
  readonly heightPx: number;
  /** Each 8-bit channel value is divided by this, e.g. 255; 1 where the model scales by itself. */
  readonly divideBy: number;
  /** 3 for RGB, 1 for grey; default 3. */
  readonly channels?: 1 | 3;
  /** Pillow's filter for resizing images, default `bicubic`; tables hold what they hold. */
  readonly filter?: 'bicubic' | 'lanczos';
  /** The order in which the model takes the channels; default RGB. */
  readonly channelOrder?: 'RGB' | 'BGR';
  /** Subtracted from each channel after the division, in `channelOrder`; default 0. */
  readonly subtract?: readonly [number, number, number];
}

/** A second phase of training, after that of a model whose base is frozen. */
export interface FineTuning {
  /** Layers of the base that are trained now, together with the head. */
  readonly unfreeze: Unfreeze;
  /** Of a new Adam; Keras's guide advises a very low one, such as 1e-5. */
  readonly learningRate: number;
  /** Passes over the training rows in this phase, at most. */
  readonly epochs: number;
}

/** How a model is trained. */
export interface Training {
  /** Optimizer, with Keras's defaults but for what is given. */
  readonly optimizer: { readonly name: 'adam'; readonly learningRate: number };
  /** Loss, named as in Keras. */
  readonly loss: 'categoricalCrossentropy' | 'sparseCategoricalCrossentropy';
  /** scikit-learn's `compute_class_weight`: a row weighs the more, the rarer its class. */
  readonly classWeight?: 'balanced';
  /** Passes over the training rows, at most. */
  readonly epochs: number;
  /** Rows a step. */
  readonly batchSize: number;
  /** Ends training where a figure gets no better. */
  readonly earlyStopping?: EarlyStopping;
  /** Reduces the learning rate where a figure gets no better. */
  readonly reduceLROnPlateau?: ReduceLROnPlateau;
  /** Goes on with a part of the pretrained base unfrozen, with callbacks anew. */
  readonly fineTuning?: FineTuning;
}

/** A whole experiment as one typed value: data, steps, model, training, and what was reported. */
export interface Experiment {
  /** Unique, kebab-case; also the command-line name and the prefix of its run folder. */
  readonly name: string;
  /** What a table row calls it, e.g. `CNN`. */
  readonly title: string;
  /** The model family, a file of the `models` room. */
  readonly model: ModelName;
  /** The pretrained base, of a model that has one. */
  readonly base?: BaseOptions;
  /** The kind of data set it is run on. */
  readonly dataset: 'ham10000' | 'isic2019' | 'pixel-table' | 'image-table' | 'class-folders';
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
