import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import { baseOf, splitAtTraining, unfreeze } from '../models/index.js';
import { type FeatureOptions, withFeatures } from './base-features.js';
import type { Training } from './experiment.js';
import { type Fit, type FitOptions, fit } from './fit.js';
import type { FitData } from './fit-data.js';

/** How a model is trained that may have a frozen base. */
export interface FitPhasesOptions extends Omit<FitOptions, 'before'> {
  /** How features of a frozen base are computed and kept. */
  readonly features: FeatureOptions;
}

/**
 * Trains a model as its experiment says: what is frozen runs once for each distinct image, the rest
 * is trained on what it gives, and where there is fine-tuning, a part of the base is then unfrozen
 * and trained on.
 *
 * @param model - not compiled; trained in place
 * @param data - the sides of the split
 * @param options - training, seed, and where to go on from
 * @returns history of all phases, and the test rows' probabilities at the end
 * @throws ArgumentError where a model without a base is to be fine-tuned
 * @throws DOMException named AbortError where the signal stops it
 */
export async function fitPhases(
  model: tf.LayersModel,
  data: FitData,
  options: FitPhasesOptions,
): Promise<Fit> {
  const { fineTuning } = options.training;
  if (!fineTuning) return fitPhase(model, data, options);
  const base = baseOf(model);
  if (!base) throw new ArgumentError(`${model.name} has no pretrained base to fine-tune.`);
  const { frozenEpochs, ...start } = await afterFrozenPhase(model, data, options);
  unfreeze(base, fineTuning.unfreeze);
  return fitPhase(model, data, {
    ...options,
    ...start,
    training: fineTuningPhase(options.training, frozenEpochs),
    onEpoch: async (checkpoint) => options.onEpoch?.({ ...checkpoint, frozenEpochs }),
  });
}

/** Where fine-tuning begins, or goes on. */
interface FineTuningStart extends Pick<FitOptions, 'before'> {
  readonly frozenEpochs: number;
  readonly from?: undefined;
}

// A run that was killed while it was fine-tuned goes on there.
async function afterFrozenPhase(
  model: tf.LayersModel,
  data: FitData,
  options: FitPhasesOptions,
): Promise<FineTuningStart | { readonly frozenEpochs: number }> {
  const { frozenEpochs } = options.from ?? {};
  if (frozenEpochs !== undefined) return { frozenEpochs };
  const before = await fitPhase(model, data, options);
  return { before, frozenEpochs: before.history.length, from: undefined };
}

async function fitPhase(
  model: tf.LayersModel,
  data: FitData,
  { features, ...options }: FitOptions & Pick<FitPhasesOptions, 'features'>,
): Promise<Fit> {
  const split = splitAtTraining(model);
  const trained = split?.trained ?? model;
  for (const each of new Set([model, trained])) compile(each, options.training);
  const input = split ? await withFeatures(split.frozen, data, features) : data;
  return fit(trained, input, options);
}

function compile(model: tf.LayersModel, { optimizer, loss }: Training): void {
  model.compile({ optimizer: tf.train.adam(optimizer.learningRate), loss, metrics: ['accuracy'] });
}

function fineTuningPhase(training: Training, frozenEpochs: number): Training {
  const { fineTuning, ...others } = training;
  const { learningRate, epochs } = fineTuning!;
  const optimizer = { ...training.optimizer, learningRate };
  return { ...others, optimizer, epochs: frozenEpochs + epochs };
}
