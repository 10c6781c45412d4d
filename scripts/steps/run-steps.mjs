// Does the steps that are due, side by side where one does not need the other.

import { existsSync } from 'node:fs';
import { explainFailure } from './failures.mjs';
import { lookAt } from './plan.mjs';
import { SetupProblem } from './problem.mjs';
import { withoutStep, withStep, writeState } from './state.mjs';

/**
 * @param {object} options
 * @param {string} options.root root folder of the workspace
 * @param {import('./plan.mjs').Step[]} options.steps those that are due, in order
 * @param {{ state: import('./state.mjs').State }} options.record the state, kept up to date
 * @param {boolean} options.force whether up-to-date steps are done as well
 * @param {AbortController} options.controller stops everything
 * @param {import('./display.mjs').Display} options.display
 * @param {(text: string) => void} options.log
 * @throws {SetupProblem} the first failure; steps that do not need the failed one have been finished,
 *   so that they are not repeated
 */
export async function runSteps({ steps, ...context }) {
  const running = new Map();
  for (const step of steps) {
    const earlier = step.after.map((name) => running.get(name));
    running.set(step.name, runAfter(earlier, step, context));
  }
  const outcomes = await Promise.allSettled(running.values());
  context.controller.signal.throwIfAborted();
  const failure = outcomes.find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

async function runAfter(earlier, step, context) {
  await Promise.all(earlier);
  try {
    await runStep(step, context);
  } catch (error) {
    context.display.failed(step);
    throw toProblem(step, error);
  }
}

async function runStep(step, { root, record, force, controller, display, log }) {
  const { digest, upToDate } = lookAt({ root, state: record.state, step });
  if (upToDate && !force) return display.kept(step);
  const save = (state) => writeState(root, (record.state = state));
  // Forgotten first: a step that is killed half-way has to be done again.
  save(withoutStep(record.state, step.name));
  display.started(step);
  const startedMs = performance.now();
  const show = (activity) => display.doing(step.name, activity);
  await step.run({ root, task: step.title, signal: controller.signal, log, show });
  checkProducts(step);
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  save(withStep(record.state, step.name, { digest, seconds }));
  display.finished(step, seconds);
}

function checkProducts(step) {
  const missing = step.products().find((file) => !existsSync(file));
  if (missing === undefined) return;
  throw new SetupProblem(
    `${step.title}: the step ended well, and ${missing} is not there.`,
    'See the log, then run `npm run setup -- --force`.',
    { showLog: true },
  );
}

function toProblem(step, error) {
  if (error instanceof SetupProblem) return error;
  return explainFailure(step.title, error.message, error.stack ?? String(error));
}
