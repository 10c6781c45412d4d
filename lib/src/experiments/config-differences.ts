import type { Experiment } from './experiment.js';
import type { StoredRun } from './stored-run.js';

/** A setting in which runs differ. */
export interface ConfigDifference {
  /** Where it stands, e.g. `training.epochs` or `steps[1].samplesPerClass`. */
  readonly setting: string;
  /** Its value in each run, as JSON; undefined where a run has none. */
  readonly values: readonly (string | undefined)[];
}

/** What differs between any two experiments, and the tables' headings show. */
const SHOWN_ANYWAY = ['name', 'title'];

/**
 * What differs between runs: their experiments setting by setting, and data, code and engine.
 *
 * @param runs - two or more
 * @returns one entry for each setting that is not the same in all of them
 */
export function configDifferences(runs: readonly StoredRun[]): ConfigDifference[] {
  const settings = runs.map((run) => settingsOf(run));
  const names = new Set(settings.flatMap((map) => [...map.keys()]));
  return [...names]
    .sort()
    .map((setting) => ({ setting, values: settings.map((map) => map.get(setting)) }))
    .filter(({ values }) => new Set(values).size > 1);
}

/**
 * An experiment's settings one by one.
 *
 * @param experiment - any
 * @returns where each stands, e.g. `steps[1].samplesPerClass`, and its value
 * @example
 * ```ts
 * experimentSettings(sourceBCnn)[0]; // => ['name', 'source-b-cnn']
 * ```
 */
export function experimentSettings(experiment: Experiment): [string, unknown][] {
  return Object.entries(experiment).flatMap(([name, value]) => leaves(name, value));
}

function settingsOf({ experiment, environment, result }: StoredRun): Map<string, string> {
  const data = result?.data ?? environment?.data;
  const { dermlab, commit, uncommittedChanges, weightsSha256 } = environment ?? {};
  const around = {
    'data.name': data?.name,
    'data.sha256': data?.sha256,
    'code.dermlab': dermlab,
    'code.commit': commit,
    'code.uncommittedChanges': uncommittedChanges,
    engine: result?.engine.description ?? environment?.engine,
    'weights.sha256': weightsSha256,
  };
  const own = experimentSettings(experiment).filter(([name]) => !SHOWN_ANYWAY.includes(name));
  const all = [...own, ...Object.entries(around).flatMap(([name, value]) => leaves(name, value))];
  return new Map(all.map(([name, value]) => [name, JSON.stringify(value)]));
}

function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => leaves(`${path}[${index}]`, item));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => leaves(`${path}.${name}`, inner));
  }
  return [[path, value]];
}
