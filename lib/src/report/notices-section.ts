import { predictsOneClass } from '../experiments/index.js';
import { type Html, type HtmlValue, html } from './html.js';
import type { ReportInput } from './report-input.js';

/**
 * Banners: what a reader must know before reading a number.
 *
 * @param input - the report's input
 * @returns a section, or nothing where there is nothing to say
 */
export function noticesSection(input: ReportInput): Html {
  const notices = [
    quickNotice(input),
    fallbackNotice(input),
    eagerNotice(input),
    oneClassNotice(input),
    randomBaseNotice(input),
    pendingNotice(input),
    otherDataNotice(input),
    ...input.data.notices.map((text) => notice('note', 'Data', text)),
    ...(input.notices ?? []).map((text) => notice('note', 'Note', text)),
  ].filter((item) => item !== null);
  if (notices.length === 0) return html``;
  return html`<section class="notices" aria-label="Read this first"><ul>${notices}</ul></section>`;
}

function notice(kind: 'warning' | 'note', heading: string, text: HtmlValue): Html {
  return html`<li class="notice ${kind}"><strong>${heading}.</strong> ${text}</li>`;
}

function quickNotice({ runs }: ReportInput): Html | null {
  const epochs = [...new Set(runs.filter((run) => run.quick).map((run) => run.history.length))];
  if (epochs.length === 0) return null;
  const text = `Epochs were cut (to ${epochs.join(' or ')}) to show the whole way in a short time. Numbers marked “quick run” say nothing about the models.`;
  return notice('warning', 'Quick run', text);
}

function fallbackNotice({ runs }: ReportInput): Html | null {
  const names = runs.filter((run) => run.engine.fallback).map((run) => run.experiment.title);
  if (names.length === 0) return null;
  const text = `TensorFlow could not be loaded, so its JavaScript stand-in computed: ${names.join('; ')}. See “npx dermlab doctor”.`;
  return notice('warning', 'JavaScript engine', text);
}

// Without TensorFlow nothing is compiled, which the notice above says.
function eagerNotice({ runs }: ReportInput): Html | null {
  const eager = runs.filter(({ engine }) => engine.eagerBecause !== undefined && !engine.fallback);
  if (eager.length === 0) return null;
  const named = eager.map(
    ({ experiment, engine }) => `${experiment.title} (${engine.eagerBecause})`,
  );
  const text = `Training steps were not compiled, and so took longer: ${named.join('; ')}.`;
  return notice('note', 'Slow steps', text);
}

function oneClassNotice({ runs }: ReportInput): Html | null {
  const names = runs.filter((run) => predictsOneClass(run.last)).map((run) => run.experiment.title);
  if (names.length === 0) return null;
  const text = `Every test row got the same class from: ${names.join('; ')}. Such a model has not learned, whatever its split; try another seed.`;
  return notice('warning', 'Not trained', text);
}

function randomBaseNotice({ runs }: ReportInput): Html | null {
  const names = runs
    .filter(({ base }) => base?.weights === 'random')
    .map((run) => run.experiment.title);
  if (names.length === 0) return null;
  const text = `The base of these models was drawn at random and never learned anything, so they show how the models work and not what transfer learning gives: ${names.join('; ')}.`;
  return notice('warning', 'Random base', text);
}

function pendingNotice({ experiments, runs }: ReportInput): Html | null {
  const finished = new Set(runs.map((run) => run.experiment.name));
  const pending = experiments.filter((experiment) => !finished.has(experiment.name));
  if (pending.length === 0) return null;
  const titles = pending.map((experiment) => experiment.title).join('; ');
  const text = `${pending.length} of ${experiments.length} runs are not finished: ${titles}. The report grows with each; reload the page to see it. Where they were stopped, the command below goes on with them.`;
  return notice('note', 'Growing', text);
}

function otherDataNotice({ data, runs }: ReportInput): Html | null {
  const others = runs.filter((run) => run.data.sha256 !== data.sha256);
  if (others.length === 0) return null;
  const named = others
    .map((run) => `${run.experiment.title} on ${run.data.description}`)
    .join('; ');
  const text = `Not every run used the data that this page describes: ${named}.`;
  return notice('warning', 'Other data', text);
}
