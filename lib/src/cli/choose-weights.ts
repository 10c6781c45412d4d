import { ArgumentError } from '../core/index.js';
import { type Experiment, withRandomBase } from '../experiments/index.js';
import {
  type BaseWeights,
  fetchBaseWeights,
  findBaseWeights,
  type ModelName,
  type PublishedWeights,
  publishedWeights,
  remedy,
} from '../models/index.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { showingProgress } from './task-view.js';

/** Where weights of pretrained bases come from. */
export interface WeightsChoice {
  /** A file, `random`, or absent: the cache, or where Keras Applications publishes them. */
  readonly weights?: string;
  /** What happens to a model whose weights are not here: they are fetched, or it is left out. */
  readonly whenAbsent: 'fetch' | 'leave out';
  /** The cache folder. */
  readonly cache: string;
}

/** Experiments that can be run, and the weights that they need. */
export interface ChosenWeights {
  /** Those of the plan whose weights are there. */
  readonly experiments: readonly Experiment[];
  /** Weights of each model with a pretrained base. */
  readonly weights: ReadonlyMap<ModelName, BaseWeights>;
  /** A sentence for each model that was left out: how to add it. */
  readonly notices: readonly string[];
}

/**
 * Finds the weights of the pretrained bases in a plan.
 *
 * @param planned - experiments with and without a base
 * @param choice - where weights come from
 * @returns the experiments that can be run, with weights and notices
 * @throws WeightsError where a file is not there, or cannot be fetched
 * @throws ArgumentError where one file is named for several networks
 */
export async function chooseWeights(
  planned: readonly Experiment[],
  choice: WeightsChoice,
): Promise<ChosenWeights> {
  if (choice.weights === 'random') {
    return { experiments: planned.map(withRandomBase), weights: new Map(), notices: [] };
  }
  const wanted = wantedWeights(planned);
  checkOneFile(wanted, choice.weights);
  const weights = new Map<ModelName, BaseWeights>();
  const notices: string[] = [];
  for (const [model, published] of wanted) {
    const found = await obtain(published, choice);
    if (found) weights.set(model, found);
    else notices.push(leftOut(model, published, choice.cache));
  }
  const experiments = planned.filter(({ model }) => !wanted.has(model) || weights.has(model));
  return { experiments, weights, notices };
}

function wantedWeights(planned: readonly Experiment[]): Map<ModelName, PublishedWeights> {
  const wanted = new Map<ModelName, PublishedWeights>();
  for (const { model, base, images } of planned) {
    if (base?.weights !== 'imagenet') continue;
    const published = publishedWeights(model, base, [images.heightPx, images.widthPx]);
    if (published) wanted.set(model, published);
  }
  return wanted;
}

function checkOneFile(wanted: ReadonlyMap<ModelName, unknown>, file: string | undefined): void {
  if (file === undefined || wanted.size < 2) return;
  throw new ArgumentError(
    `--weights names one file for ${[...wanted.keys()].join(' and ')}; run them one at a time with --only.`,
  );
}

async function obtain(
  published: PublishedWeights,
  { weights: path, whenAbsent, cache }: WeightsChoice,
): Promise<BaseWeights | undefined> {
  const found = await findBaseWeights(published, {
    cache,
    ...(path === undefined ? {} : { path }),
  });
  if (found !== undefined || whenAbsent === 'leave out') return found;
  console.error(`Weights of ${published.network}: ${published.url}`);
  return showingProgress((onProgress) =>
    fetchBaseWeights(published, cache, { onProgress, signal: interruptedByUser() }),
  );
}

function leftOut(model: ModelName, published: PublishedWeights, cache: string): string {
  return `The row of ${model} is left out: its weights are not here. \`npx dermlab reproduce --only ${model}\` fetches them. Offline: ${remedy(published, cache)}`;
}
