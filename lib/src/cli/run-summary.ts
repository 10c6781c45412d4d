import { type StoredRun, secondsTaken } from '../experiments/index.js';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * How far a run is, in words.
 *
 * @param run - any run
 * @returns e.g. `50`, `stopped after 12 of 50`, `running, 3 of 50 done`
 */
export function epochsText({ status, history, experiment }: StoredRun): string {
  const of = `${history.length} of ${experiment.training.epochs}`;
  if (status === 'done') return String(history.length);
  if (status === 'running') return `running, ${of} done`;
  return status === 'stopped' ? `stopped after ${of}` : 'damaged';
}

/**
 * How long ago something was.
 *
 * @param moment - ISO 8601
 * @param now - the present
 * @returns e.g. `3 h`
 */
export function ageText(moment: string, now: Date): string {
  return durationText(Math.max(0, (now.getTime() - new Date(moment).getTime()) / 1000));
}

/**
 * A time in its largest unit, as of a run's age.
 *
 * @param seconds - from 0
 * @returns e.g. `19 min`
 */
export function durationText(seconds: number): string {
  if (seconds < MINUTE_S) return `${Math.round(seconds)} s`;
  if (seconds < HOUR_S) return `${Math.round(seconds / MINUTE_S)} min`;
  if (seconds < DAY_S) return `${Math.round(seconds / HOUR_S)} h`;
  return `${Math.round(seconds / DAY_S)} d`;
}

/**
 * A run as one object of `runs list --json`.
 *
 * @param run - any run
 * @returns what the table shows and a program may want
 */
export function runSummary(run: StoredRun) {
  const { id, status, experiment, history, environment, result, changedAt, damage } = run;
  const { last, split, data, quick } = result ?? {};
  return {
    id,
    status,
    experiment: experiment.name,
    title: experiment.title,
    seed: experiment.seed,
    epochs: history.length,
    epochsAtMost: experiment.training.epochs,
    quick: quick ?? environment?.quick ?? false,
    data: data ?? environment?.data ?? null,
    split: split ?? null,
    accuracy: last?.accuracy ?? null,
    balancedAccuracy: last?.balancedAccuracy ?? null,
    changedAt,
    secondsTaken: environment ? (secondsTaken(environment) ?? null) : null,
    ...(damage === undefined ? {} : { damage }),
  };
}
