import { ArgumentError } from '../core/index.js';
import { type Experiment, withRandomBase } from '../experiments/index.js';
import {
  type BaseWeights,
  fetchBaseWeights,
  findBaseWeights,
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

/** An experiment that can be run. */
interface RunnableExperiment {
  /** As it was planned. */
  readonly planned: Experiment;
  /** The same, or with a random base where that was asked for. */
  readonly experiment: Experiment;
  /** Weights of its pretrained base, where it has one. */
  readonly weights?: BaseWeights;
}

/** Experiments that can be run, and what was left out. */
export interface ChosenWeights {
  /** Those of the plan whose weights are there, in its order. */
  readonly runnable: readonly RunnableExperiment[];
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
    const runnable = planned.map((of) => ({ planned: of, experiment: withRandomBase(of) }));
    return { runnable, notices: [] };
  }
  const wanted = planned.map((of) => ({ planned: of, published: publishedFor(of) }));
  checkOneFile(wanted, choice.weights);
  // A network has several files of weights, each for another size of images.
  const found = new Map<string, BaseWeights | undefined>();
  const notices = new Set<string>();
  const runnable: RunnableExperiment[] = [];
  for (const { planned: of, published } of wanted) {
    if (!published) {
      runnable.push({ planned: of, experiment: of });
      continue;
    }
    const { fileName } = published;
    if (!found.has(fileName)) found.set(fileName, await obtain(published, choice));
    const weights = found.get(fileName);
    if (weights) runnable.push({ planned: of, experiment: of, weights });
    else notices.add(leftOut(of, published, choice.cache));
  }
  return { runnable, notices: [...notices] };
}

function publishedFor({ model, base, images }: Experiment): PublishedWeights | undefined {
  if (base?.weights !== 'imagenet') return undefined;
  return publishedWeights(model, base, [images.heightPx, images.widthPx]);
}

function checkOneFile(
  wanted: readonly {
    readonly planned: Experiment;
    readonly published: PublishedWeights | undefined;
  }[],
  file: string | undefined,
): void {
  const models = new Set(
    wanted.flatMap(({ planned, published }) => (published ? planned.model : [])),
  );
  if (file === undefined || models.size < 2) return;
  throw new ArgumentError(
    `--weights names one file for ${[...models].join(' and ')}; run them one at a time with --only.`,
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

function leftOut({ model }: Experiment, published: PublishedWeights, cache: string): string {
  return `The row of ${model} is left out: its weights are not here. \`npx dermlab reproduce --only ${model}\` fetches them. Offline: ${remedy(published, cache)}`;
}
