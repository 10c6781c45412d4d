import { htmlEscape } from 'escape-goat';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';
import { type ExcerptRow, type TableExcerpt, tableExcerpt } from './table-excerpt.js';
import { tableView } from './table-view.js';

/**
 * A table as HTML and as text.
 *
 * @param value - anything
 * @returns the bundle, or undefined where the value is no table
 */
export function tableBundle(value: unknown): MimeBundle | undefined {
  const table = tableView(value);
  if (!table) return undefined;
  const excerpt = tableExcerpt(table);
  return mimeBundle(tableText(excerpt), { 'text/html': tableHtml(excerpt) });
}

// Jupyter sets all cells to the right, so each says where it stands.
function tableHtml({ columns, rows, caption }: TableExcerpt): string {
  const align = (column: number) =>
    `style="text-align:${columns[column]?.isNumeric ? 'right' : 'left'}"`;
  const head = columns.map(
    ({ name }, column) => `<th scope="col" ${align(column)}>${htmlEscape(name)}</th>`,
  );
  const row = ({ label, cells }: ExcerptRow) =>
    `<tr><th scope="row">${htmlEscape(label)}</th>${cells
      .map((cell, column) => `<td ${align(column)}>${cellHtml(cell)}</td>`)
      .join('')}</tr>`;
  return [
    `<table><caption style="caption-side:bottom;text-align:left">${htmlEscape(caption)}</caption>`,
    `<thead><tr><th></th>${head.join('')}</tr></thead>`,
    `<tbody>${rows.map(row).join('\n')}</tbody></table>`,
  ].join('\n');
}

function cellHtml(cell: string): string {
  return cell === 'NaN' ? '<i style="opacity:0.6">NaN</i>' : htmlEscape(cell);
}

function tableText({ columns, rows, caption }: TableExcerpt): string {
  const lines = [{ label: '', cells: columns.map(({ name }) => name) }, ...rows].map(
    ({ label, cells }) => [label, ...cells],
  );
  const widths = ['', ...columns].map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  );
  const pad = (cell: string, column: number) =>
    columns[column - 1]?.isNumeric ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return [...lines.map((line) => line.map(pad).join('  ').trimEnd()), caption].join('\n');
}
