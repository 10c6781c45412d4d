// The ratios as a picture: a bar a task from 1 to its median, with whiskers, on a logarithmic axis.

import { rowsOf } from './table.mjs';

const ROW_PX = 26;
const LABEL_PX = 350;
const PLOT_PX = 430;
const TOP_PX = 46;
const WIDTH_PX = LABEL_PX + PLOT_PX + 80;
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .tick { fill: #59636e }
  line { stroke: #d1d9e0 }
  .even, .whisker { stroke: #1f2328 }
  .goal { stroke: #9a6700; stroke-width: 2 }
  .win { fill: #4493b8 }
  .loss { fill: #cf6a4c }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .tick { fill: #9198a1 }
    line { stroke: #3d444d }
    .even, .whisker { stroke: #f0f6fc }
    .goal { stroke: #d29922 }
  }`;

/**
 * @param {import('./table.mjs').Results} results
 * @returns {string} SVG that follows the reader's light or dark colours
 */
export function chart(results) {
  const rows = rowsOf(results);
  const height = TOP_PX + rows.length * ROW_PX + 12;
  const x = scale(rows);
  const parts = [
    `<text x="${WIDTH_PX - 8}" y="16" text-anchor="end">Time that dermlab takes, Python = 1; whiskers: lowest and highest round, ochre: to reach</text>`,
    ...x.ticks.map((tick) => axisLine(tick, x(tick), height)),
    ...rows.map((row, i) => bar(row, TOP_PX + i * ROW_PX, x)),
  ];
  const title = 'Ratio of the time that dermlab takes to the time that Python takes, by task';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH_PX} ${height}" role="img" aria-label="${title}">\n` +
    `<title>${title}</title>\n<style>${STYLE}\n</style>\n${parts.join('\n')}\n</svg>\n`
  );
}

function scale(rows) {
  const ratios = rows.flatMap(({ wallMs, task }) => [
    wallMs.ratio.low,
    wallMs.ratio.high,
    task.goal,
  ]);
  const low = Math.min(...ratios, 0.5) / 1.1;
  const high = Math.max(...ratios, 1) * 1.1;
  const x = (ratio) => round(LABEL_PX + (PLOT_PX * Math.log(ratio / low)) / Math.log(high / low));
  return Object.assign(x, { ticks: TICKS.filter((tick) => tick >= low && tick <= high) });
}

function axisLine(tick, x, height) {
  return (
    `<line ${tick === 1 ? 'class="even" ' : ''}x1="${x}" x2="${x}" y1="${TOP_PX - 6}" y2="${height - 8}"/>` +
    `<text class="tick" x="${x}" y="${TOP_PX - 12}" text-anchor="middle">${tick}</text>`
  );
}

function bar({ task, wallMs }, top, x) {
  const { median, low, high } = wallMs.ratio;
  const [from, to] = [x(Math.min(1, median)), x(Math.max(1, median))];
  const middle = top + ROW_PX / 2;
  return [
    `<text x="${LABEL_PX - 8}" y="${middle + 4}" text-anchor="end">${escaped(task.title)}</text>`,
    `<rect class="${median <= 1 ? 'win' : 'loss'}" x="${from}" y="${top + 5}" width="${round(to - from)}" height="${ROW_PX - 10}"/>`,
    `<line class="whisker" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`,
    `<line class="goal" x1="${x(task.goal)}" x2="${x(task.goal)}" y1="${top + 2}" y2="${top + ROW_PX - 2}"><title>to reach: ${task.goal}</title></line>`,
    `<text x="${WIDTH_PX - 8}" y="${middle + 4}" text-anchor="end">${median.toFixed(2)}</text>`,
  ].join('');
}

const round = (value) => Math.round(value * 10) / 10;

const escaped = (text) => text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
