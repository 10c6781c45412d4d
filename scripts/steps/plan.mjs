// Which steps there are, and which of them must be done.

import { addon } from './addon.mjs';
import { gpuTrace, hasGpu } from './gpu.mjs';
import { jupyter } from './jupyter.mjs';
import { library } from './library.mjs';
import { npmPackages } from './npm-packages.mjs';
import { pythonPackages } from './python-packages.mjs';
import { digestOf, isUpToDate } from './state.mjs';

/**
 * @typedef {'cpu' | 'gpu' | 'none'} Variant which TensorFlow is set up
 *
 * @typedef {object} Step
 * @property {string} name in the state file
 * @property {string} title for people
 * @property {number} typicalSeconds measured on 2 cores
 * @property {number} diskGb that it may fill, downloads among it
 * @property {string[]} after names of the steps whose products it uses
 * @property {() => { files: string[], values: Record<string, string> }} inputs what it depends on
 * @property {() => string[]} products absolute paths that exist once it is done
 * @property {() => boolean} [isDone] whether the products fit the inputs although nothing is recorded
 * @property {(work: import('./command.mjs').Work) => Promise<unknown>} run
 */

/**
 * @param {{ root: string, variant: Variant }} options
 * @returns {Step[]} each after those that it uses
 */
export function allSteps({ root, variant }) {
  const withAddon = variant === 'none' ? [] : [addon({ root })];
  return [
    npmPackages({ root }),
    pythonPackages({ root, variant }),
    library({ root }),
    ...withAddon,
    jupyter({ root }),
  ];
}

/**
 * Which TensorFlow is set up. A GPU is looked for again only when its trace has changed.
 *
 * @param {import('./state.mjs').State} state
 * @returns {{ variant: Variant, gpu: { trace: string, present: boolean } }}
 */
export function chooseVariant(state) {
  const trace = gpuTrace();
  const gpu = state.gpu?.trace === trace ? state.gpu : { trace, present: hasGpu() };
  const automatic = gpu.present ? 'gpu' : 'cpu';
  return { variant: state.tensorflow === 'auto' ? automatic : state.tensorflow, gpu };
}

/**
 * @param {{ root: string, state: import('./state.mjs').State, step: Step }} options
 * @returns {{ digest: string, upToDate: boolean }} at this moment: what a step uses may change
 *   until its turn comes
 */
export function lookAt({ root, state, step }) {
  const digest = digestOf({ root, ...step.inputs() });
  const { name } = step;
  return { digest, upToDate: isUpToDate(state, { name, digest, products: step.products() }) };
}

/**
 * @param {{ root: string, state: import('./state.mjs').State, steps: Step[], force: boolean }} options
 * @returns {Step[]} those that are out of date, and those that use their products
 */
export function dueSteps({ root, state, steps, force }) {
  const due = [];
  for (const step of steps) {
    const usesDue = due.some(({ name }) => step.after.includes(name));
    if (force || usesDue || !lookAt({ root, state, step }).upToDate) due.push(step);
  }
  return due;
}
