import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ArgumentError } from '../core/index.js';
import { loadHam10000 } from '../datasets/index.js';
import { loadEngine } from '../engine/index.js';
import {
  type Experiment,
  type FinishedRun,
  PixelCache,
  type RunResult,
  runExperiment,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceBMlp,
  sourceBMlpGrouped,
} from '../experiments/index.js';
import { describeData, reproductionRows } from '../report/index.js';
import { progressView } from './progress-view.js';
import { resultsTable } from './results-table.js';

/** In the order they are run: the published figures first, then what they are worth. */
const EXPERIMENTS: readonly Experiment[] = [
  sourceBCnn,
  sourceBMlp,
  sourceBCnnGrouped,
  sourceBMlpGrouped,
];

interface ReproduceOptions {
  readonly only?: readonly string[];
  readonly data?: string;
  readonly out: string;
  readonly seed?: number;
  readonly quick: boolean;
  readonly rerun: boolean;
  readonly json: boolean;
  readonly threads?: number;
}
