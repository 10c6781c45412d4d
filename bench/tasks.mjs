// What is measured. A side's script is in bench/tasks; it serves bursts (side.mjs, side.py), or, where
// the kind is `cold`, is a command that is run from its start to its end each time.

/**
 * @typedef {object} Task
 * @property {string} name - short, for `--tasks`
 * @property {string} title - for the table
 * @property {string} unit - what one measured time is of, e.g. `step of 32 images`
 * @property {readonly [string, ...string[]]} ours - script beside this file's `tasks/`, arguments
 * @property {readonly [string, ...string[]]} python - the same
 * @property {string} against - the Python tool, e.g. `Keras`
 * @property {number} goal - the ratio of wall time, ours / Python's, to reach
 * @property {number} perBurst - units of work in one burst; both scripts get it as last argument
 * @property {'burst' | 'cold'} kind - `cold`: a process for each measurement
 * @property {number} [burstSeconds] - about how long one burst of both takes, for the time left; default 4
 * @property {number} [tolerance] - how far the two checks may be apart, relative; default 1e-6
 * @property {readonly [string, ...string[]]} [prepare] - script that writes what both sides read into
 *   its working folder, which then is theirs; run once and not measured
 * @property {(folder: string) => Record<'ours' | 'python', number[]>} [check] - of a `cold` task: what
 *   both sides have written into the folder and must agree on
 * @property {'amx'} [needs] - skipped, aloud, where the machine lacks it
 */

/** @type {readonly Task[]} */
export const TASKS = [
  {
    name: 'cnn-step',
    title: 'Training step, CNN',
    unit: 'step of 32 images, 32 px',
    ours: ['step.mjs', 'cnn'],
    python: ['step.py', 'cnn'],
    against: 'Keras',
    goal: 0.85,
    perBurst: 20,
    kind: 'burst',
    tolerance: 0.02,
  },
  {
    name: 'mlp-step',
    title: 'Training step, MLP',
    unit: 'step of 32 images, 32 px',
    ours: ['step.mjs', 'mlp'],
    python: ['step.py', 'mlp'],
    against: 'Keras',
    goal: 0.8,
    perBurst: 20,
    kind: 'burst',
    tolerance: 0.02,
  },
];
