import { ArgumentError } from '../core/index.js';
import type { StoredRun } from './stored-run.js';

/** Digits of a digest that name a run, at the least, as in git. */
const LEAST_DIGITS = 4;
const NEAR_MATCHES = 3;

/**
 * Finds runs by name, which may be shortened as in git: to its beginning, or to four or more digits
 * of the digest at its end, where only one run has them.
 *
 * @param runs - all runs, from `listRuns`
 * @param names - what was asked for
 * @returns one run for each name
 * @throws ArgumentError where a name is of no run, with those that are near it, or of several
 */
export function findRuns(runs: readonly StoredRun[], names: readonly string[]): StoredRun[] {
  return names.map((name) => findRun(runs, name));
}

/**
 * The shortest handy name of a run: the digest at the end of its folder's name.
 *
 * @param id - name of a run's folder
 * @returns eight digits; the whole name where it has been renamed
 */
export function shortRunId(id: string): string {
  return /-seed\d+-([0-9a-f]{8})$/.exec(id)?.[1] ?? id;
}

function findRun(runs: readonly StoredRun[], name: string): StoredRun {
  const exact = runs.find(({ id }) => id === name);
  if (exact) return exact;
  const [found, ...others] = runs.filter(
    ({ id }) =>
      (name !== '' && id.startsWith(name)) ||
      (name.length >= LEAST_DIGITS && shortRunId(id).startsWith(name)),
  );
  if (found && others.length === 0) return found;
  if (!found) throw new ArgumentError(`no run is named "${name}". ${nearMatches(runs, name)}`);
  const ids = [found, ...others].map(({ id }) => id);
  throw new ArgumentError(`"${name}" is short for ${ids.length} runs: ${ids.join(', ')}.`);
}

function nearMatches(runs: readonly StoredRun[], name: string): string {
  if (runs.length === 0) return 'There is no run in this folder; name another with --out.';
  const distance = (id: string) =>
    Math.min(editDistance(name, id), editDistance(name, shortRunId(id)));
  const nearest = runs
    .map(({ id }) => ({ id, distance: distance(id) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_MATCHES)
    .map(({ id }) => id);
  return `Near to it: ${nearest.join(', ')}.`;
}

/** Levenshtein's: letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = row[column - 1]! + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(change, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
