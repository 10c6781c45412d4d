import { type Figure, figureTable, formatScore } from '../charts/index.js';
import { type Html, html } from './html.js';
import { jsonScript } from './json-script.js';

/** What a figure's heading takes of its height, before it moves into the page. */
const HEADING_HEIGHT_PX = 52;

/**
 * A chart with its heading, its accessible name and its numbers as a table.
 *
 * Heading and subtitle move from the figure into the page, where they wrap; the template comes
 * from the page's scheme.
 *
 * @param id - unique in the page
 * @param figure - a figure of the `charts` room
 * @returns a figure element
 */
export function figureHtml(id: string, figure: Figure): Html {
  const { title = {}, margin, height = 400 } = figure.layout;
  const heightPx = height - HEADING_HEIGHT_PX;
  const layout = {
    ...figure.layout,
    height: heightPx,
    margin: { ...margin, t: 12 },
    title: undefined,
    template: undefined,
  };
  const subtitle = typeof title.subtitle === 'object' ? title.subtitle.text : title.subtitle;
  // In a page it wraps by itself.
  const subtitleText = subtitle?.replaceAll('<br>', '; ');
  return html`<figure class="chart" id="${id}">
    <figcaption>
      <span class="chart-title" id="${id}-title">${title.text}</span>
      <span class="chart-subtitle" id="${id}-subtitle">${subtitleText}</span>
    </figcaption>
    <div class="plot" role="img" aria-labelledby="${id}-title ${id}-subtitle"
      data-figure="${id}-figure" style="height:${heightPx}px"></div>
    ${jsonScript(`${id}-figure`, { data: figure.data, layout })}
    ${dataTable(`${title.text ?? 'Chart'}: data`, figure)}
  </figure>`;
}

function dataTable(name: string, figure: Figure): Html {
  const { columns, rows } = figureTable(figure);
  return html`<details class="data">
    <summary>Data table</summary>
    <div class="scroll" role="region" aria-label="${name}" tabindex="0"><table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map(dataRow)}</tbody>
    </table></div>
  </details>`;
}

function dataRow([key, ...cells]: readonly (string | number | null)[]): Html {
  return html`<tr><th scope="row">${key}</th>${cells.map((cell) => html`<td>${cellText(cell)}</td>`)}</tr>`;
}

// Fractions and losses with four decimals, counts whole, and a word where there is no point.
function cellText(cell: string | number | null): string {
  if (cell === null) return 'none';
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? cell.toLocaleString('en-US') : formatScore(cell, 4);
}
