import { readRunAudit, type SplitAudit } from '../audit/index.js';
import { cacheFolder, interruptSignal } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import { display, fitProgressBar, markdown, taskProgressBar } from '../display/index.js';
import type { Engine } from '../engine/index.js';
import {
  type Experiment,
  openOutputs,
  PixelCache,
  type RunResult,
  runExperiment,
  withRandomBase,
} from '../experiments/index.js';
import {
  type BaseWeights,
  fetchBaseWeights,
  findBaseWeights,
  publishedWeights,
} from '../models/index.js';
import { auditLine, writeModelCard } from '../report/index.js';

/** What a run in a notebook needs around it. */
export interface RunInNotebookOptions {
  /** The data set, opened. */
  readonly dataset: ImageDataset;
  /** What computes, from `loadEngine`. */
  readonly engine: Engine;
  /** Folder that keeps the run; relative to the notebook. */
  readonly outputs: string;
  /** Cut the epochs to `QUICK_EPOCHS` and mark the result; default false. */
  readonly quick?: boolean;
  /** Train again although the run is already done; default false. */
  readonly rerun?: boolean;
  /**
   * A file of a pretrained base's ImageNet weights; `random` for a base that has learned nothing,
   * under a title that says so; absent or empty: the cache, or fetched from where Keras
   * Applications publishes them.
   */
  readonly weights?: string;
  /** Folder that keeps weights and features; absent or empty: the system's own for caches. */
  readonly cache?: string;
}

// Runs on one data set decode each image once.
const decoded = new WeakMap<ImageDataset, PixelCache>();

/**
 * Runs an experiment as `runExperiment` does, with progress below the cell: a run already done is
 * read back, one that was stopped goes on, and the stop button stops this one.
 *
 * @param published - what to run
 * @param options - data, engine, outputs folder, and whether to be quick
 * @returns what the run folder's `metrics.json` holds
 * @throws DermlabError where data, engine or folder is out of order
 * @throws DOMException named AbortError where the stop button is pressed
 * @example
 * ```ts no-run
 * const dataset = await loadHam10000();
 * const engine = await loadEngine();
 * const run = await runInNotebook(sourceBCnn, { dataset, engine, outputs: '../outputs' });
 * ```
 */
export async function runInNotebook(
  published: Experiment,
  options: RunInNotebookOptions,
): Promise<RunResult> {
  const { dataset, engine, quick = false, rerun = false } = options;
  const experiment = options.weights === 'random' ? withRandomBase(published) : published;
  const { title } = experiment;
  const signal = interruptSignal();
  let finished = 0;
  const sayStopped = () => {
    display(markdown(`${title}: stopped. ${keptSentence(finished)}`));
  };
  signal?.addEventListener('abort', sayStopped);
  const cache = cacheFolder(options.cache);
  const weights = await weightsOf(experiment, cache, options.weights);
  const outputs = await openOutputs(options.outputs);
  const showFit = fitProgressBar(title);
  const { result, wasDone } = await runExperiment(experiment, {
    dataset,
    engine,
    pixels: pixelsOf(dataset),
    outputs,
    cache,
    ...(weights ? { weights } : {}),
    quick,
    rerun,
    onDecode: taskProgressBar(),
    onFit: (progress) => {
      finished = progress.last?.epoch ?? 0;
      showFit(progress);
    },
    onResume: (epoch) => {
      finished = epoch;
      display(markdown(`${title}: going on after epoch ${epoch}.`));
    },
    ...(signal ? { signal } : {}),
  });
  if (!wasDone) await writeModelCard(outputs, result, dataset);
  // A cell may run many experiments under one signal.
  signal?.removeEventListener('abort', sayStopped);
  display(markdown(said(result, wasDone, await readRunAudit(outputs, result.id))));
  return result;
}

async function weightsOf(
  { model, base, images }: Experiment,
  cache: string,
  path: string | undefined,
): Promise<BaseWeights | undefined> {
  if (base?.weights !== 'imagenet') return undefined;
  const published = publishedWeights(model, base, [images.heightPx, images.widthPx]);
  if (!published) return undefined;
  const found = await findBaseWeights(published, { cache, ...(path ? { path } : {}) });
  return found ?? fetchBaseWeights(published, cache, { onProgress: taskProgressBar() });
}

function pixelsOf(dataset: ImageDataset): PixelCache {
  const known = decoded.get(dataset);
  if (known) return known;
  const pixels = new PixelCache(dataset);
  decoded.set(dataset, pixels);
  return pixels;
}

function keptSentence(epochs: number): string {
  if (epochs === 0) return 'No epoch was finished, so the next run begins anew.';
  return `${epochs} finished epochs are kept: run the cell again to go on from there.`;
}

function said(run: RunResult, wasDone: boolean, audit: SplitAudit | undefined): string {
  const { id, experiment, history, quick, engine, split } = run;
  const epochs = `${history.length} epochs${quick ? ' (quick run)' : ''}`;
  const how = wasDone ? 'trained before and read back from' : 'trained now and kept in';
  return `${experiment.title}: ${epochs} on ${engine.description}, ${how} \`${id}\`. ${auditLine(split, audit)}`;
}
