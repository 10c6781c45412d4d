import type { OnProgress } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import type { Engine } from '../engine/index.js';
import type { BaseWeights } from '../models/index.js';
import type { PixelCache } from './pixel-cache.js';
import type { FitProgress } from './train-epoch.js';

/** What a run needs around it. */
export interface RunContext {
  /** The data set, opened. Rows whose image is missing are left out, and counted in the result. */
  readonly dataset: ImageDataset;
  /** Decoded images, shared by runs. */
  readonly pixels: PixelCache;
  /** What computes, from `loadEngine`. */
  readonly engine: Engine;
  /** The outputs folder. */
  readonly outputs: string;
  /** Cut the epochs to `QUICK_EPOCHS` and mark the result. */
  readonly quick: boolean;
  /** Train again although the run is already done. */
  readonly rerun: boolean;
  /** Weights of the pretrained base, for an experiment whose base has ImageNet's. */
  readonly weights?: BaseWeights;
  /** Folder that keeps features of frozen bases; absent: they are computed by each run. */
  readonly cache?: string;
  /** Told while images are decoded, and while a frozen base makes features of them. */
  readonly onDecode?: OnProgress;
  /**
   * Told while the model is fitted.
   *
   * @param progress - epoch, batch and running means
   */
  readonly onFit?: (progress: FitProgress) => void;
  /**
   * Told once where a killed run goes on.
   *
   * @param epoch - the last finished epoch, from 1
   */
  readonly onResume?: (epoch: number) => void;
  /** Stops the run at the next batch; the finished epochs are kept. */
  readonly signal?: AbortSignal;
}
