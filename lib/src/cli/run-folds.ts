import {
  type CrossValidation,
  crossValidationFolds,
  type Experiment,
  type RunContext,
  type RunResult,
  summariseFolds,
} from '../experiments/index.js';
import { runOne } from './run-one.js';

/**
 * Cross-validates an experiment, a run a fold, with progress on standard error.
 *
 * @param experiment - with a step that splits a test fold off
 * @param context - data, engine and folder
 * @returns its folds and their summary
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function runFolds(
  experiment: Experiment,
  context: RunContext,
): Promise<CrossValidation> {
  const folds: RunResult[] = [];
  for (const fold of crossValidationFolds(experiment)) folds.push(await runOne(fold, context));
  return summariseFolds(context.dataset, folds, context.outputs);
}
