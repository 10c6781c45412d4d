// The results as rows, and those as text for a terminal and as Markdown.

import { compare } from './summary.mjs';
import { TASKS } from './tasks.mjs';

/**
 * @typedef {object} TaskResult
 * @property {string} date - day, UTC
 * @property {{ ours: object, python: object }} facts - how each side computes
 * @property {import('./measure.mjs').Rounds} rounds
 *
 * @typedef {object} Results
 * @property {import('./machine.mjs').Machine} machine
 * @property {Record<string, string>} versions
 * @property {Record<string, TaskResult>} tasks - by name
 * @property {Record<string, string>} skipped - name of a task and why
 *
 * @typedef {object} Row
 * @property {import('./tasks.mjs').Task} task
 * @property {number} count - of rounds
 * @property {import('./summary.mjs').Comparison} wallMs
 * @property {import('./summary.mjs').Comparison} cpuMs
 * @property {import('./summary.mjs').Comparison} peakMB
 */

/**
 * What was measured, in the order of the tasks.
 *
 * @param {Results} results
 * @returns {Row[]}
 */
export function rowsOf({ tasks }) {
  return TASKS.filter(({ name }) => name in tasks).map((task) => {
    const { rounds } = tasks[task.name];
    const [wallMs, cpuMs, peakMB] = ['wallMs', 'cpuMs', 'peakMB'].map((quantity) =>
      compare(rounds, quantity),
    );
    return { task, count: rounds.ours.length, wallMs, cpuMs, peakMB };
  });
}

const NOTHING = 'Nothing was measured.';
const HEADINGS = ['what', 'dermlab', 'Python', 'ratio', 'to reach', 'CPU time', 'peak memory'];

function cellsOf({ task, wallMs, cpuMs, peakMB }) {
  const { title, unit, against, goal } = task;
  return [
    `${title}: ${unit}`,
    duration(wallMs.ours.median),
    `${duration(wallMs.python.median)}, ${against}`,
    spread(wallMs.ratio),
    `${goal.toFixed(2)}${wallMs.ratio.median <= goal ? '' : ', missed'}`,
    cpuMs.ratio.median.toFixed(2),
    `${peakMB.ratio.median.toFixed(2)} (${megabytes(peakMB.ours)} of ${megabytes(peakMB.python)})`,
  ];
}

/** @param {Results} results @returns {string} for a terminal */
export function textTable(results) {
  if (rowsOf(results).length === 0) return NOTHING;
  const table = [HEADINGS, ...rowsOf(results).map(cellsOf)];
  const widths = HEADINGS.map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  const lines = table.map((cells) => cells.map((cell, i) => cell.padEnd(widths[i])).join('  '));
  return [...lines.map((line) => line.trimEnd()), '', ...remarks(results)].join('\n');
}

/** @param {Results} results @returns {string} Markdown */
export function markdownTable(results) {
  if (rowsOf(results).length === 0) return NOTHING;
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rows = rowsOf(results).map((row) => {
    const cells = cellsOf(row);
    return line(cells.with(3, cells[3].replace(/^\S+/, '**$&**')));
  });
  const head = [line(HEADINGS), line(HEADINGS.map(() => '---'))];
  return [...head, ...rows, '', ...remarks(results).map((text) => `${text}\n`)]
    .join('\n')
    .trimEnd();
}

/** What a reader must know besides the numbers, the losses first. */
function remarks(results) {
  const rows = rowsOf(results);
  const loses = (title, isLoss, ratio) => {
    const lost = rows.filter(isLoss);
    if (lost.length === 0) return [];
    const named = lost.map((row) => `${row.task.title} (${ratio(row).toFixed(2)})`);
    return [`${title}: ${named.join('; ')}.`];
  };
  const wall = (row) => row.wallMs.ratio.median;
  const memory = (row) => row.peakMB.ratio.median;
  const skipped = Object.entries(results.skipped).map(
    ([name, why]) => `Not measured: ${name}, ${why}.`,
  );
  return [
    ...loses('Slower than Python', (row) => wall(row) > 1, wall),
    ...loses(
      'Faster, and not by as much as was aimed at',
      (row) => wall(row) <= 1 && wall(row) > row.task.goal,
      wall,
    ),
    ...loses('More memory than Python', (row) => memory(row) > 1, memory),
    ...skipped,
    `Wall time of one unit and, of all, the ratio dermlab / Python: median (lowest–highest) of ${counts(rows)} interleaved rounds. ${conditions(results)}`,
  ];
}

function counts(rows) {
  return [...new Set(rows.map(({ count }) => count))].sort((a, b) => a - b).join(' or ');
}

function conditions({ machine, versions, tasks }) {
  const { cpu, cores, memoryGB, amx } = machine;
  const days = Object.values(tasks)
    .map(({ date }) => date)
    .sort();
  const when = [...new Set([days[0], days.at(-1)])].join(' to ');
  const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${cpu}, ${cores} cores${amx ? ' with AMX' : ''}, ${memoryGB} GB; ${tools.join(', ')}; ${when}.`;
}

/**
 * @param {number} ms
 * @returns {string} with three digits, e.g. `1.25 s`
 */
export function duration(ms) {
  if (ms >= 1000) return `${(ms / 1000).toPrecision(3)} s`;
  return ms >= 0.1 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms * 1000).toPrecision(3))} µs`;
}

const megabytes = ({ median }) => `${Math.round(median)} MB`;

function spread({ median, low, high }) {
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
