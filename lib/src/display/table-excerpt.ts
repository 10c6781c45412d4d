import { cellText } from './cell-text.js';
import type { TableView } from './table-view.js';

const FIRST_ROWS = 10;
const LAST_ROWS = 5;
const FIRST_COLUMNS = 15;
const LAST_COLUMNS = 5;
const ELLIPSIS = '…';

/** The part of a table that is shown, as text. */
export interface TableExcerpt {
  /** Headings; `…` where columns are left out. */
  readonly columns: readonly ExcerptColumn[];
  /** Rows; `…` in all of one where rows are left out. */
  readonly rows: readonly ExcerptRow[];
  /** How big the whole table is. */
  readonly caption: string;
}

/** A column of an excerpt. */
interface ExcerptColumn {
  /** Its name. */
  readonly name: string;
  /** Whether all that is shown of it is numbers, which stand to the right. */
  readonly isNumeric: boolean;
}

/** A row of an excerpt. */
export interface ExcerptRow {
  /** Its index or number. */
  readonly label: string;
  /** Its cells. */
  readonly cells: readonly string[];
}

/**
 * Takes the first and last rows and columns of a table.
 *
 * @param table - the table
 * @returns at most 16 rows and 21 columns, those of ellipses included
 */
export function tableExcerpt(table: TableView): TableExcerpt {
  const rows = firstAndLast(table.rowCount, FIRST_ROWS, LAST_ROWS);
  const columns = firstAndLast(table.columns.length, FIRST_COLUMNS, LAST_COLUMNS);
  return {
    columns: columns.map((column) => excerptColumn(table, rows, column)),
    rows: rows.map((row) => ({
      label: row === undefined ? ELLIPSIS : table.rowLabel(row),
      cells: columns.map((column) =>
        row === undefined || column === undefined ? ELLIPSIS : cellText(table.cell(row, column)),
      ),
    })),
    caption: caption(table, rows, columns),
  };
}

/** Numbers from 0 to `count`, the middle replaced by one undefined where it is long. */
type Positions = readonly (number | undefined)[];

function firstAndLast(count: number, first: number, last: number): Positions {
  const all = Array.from({ length: Math.min(count, first) }, (_, position) => position);
  const tail = Array.from({ length: last }, (_, position) => count - last + position);
  if (count > first + last) return [...all, undefined, ...tail];
  return Array.from({ length: count }, (_, position) => position);
}

function excerptColumn(table: TableView, rows: Positions, column?: number): ExcerptColumn {
  if (column === undefined) return { name: ELLIPSIS, isNumeric: false };
  const cells = rows.filter((row) => row !== undefined).map((row) => table.cell(row, column));
  const present = cells.filter((cell) => cell !== null && cell !== undefined);
  const isNumeric = present.every((cell) => typeof cell === 'number' || typeof cell === 'bigint');
  return { name: cellText(table.columns[column]), isNumeric: isNumeric && present.length > 0 };
}

function caption({ rowCount, columns }: TableView, shown: Positions, shownColumns: Positions) {
  const isCut = [shown, shownColumns].some((positions) => positions.includes(undefined));
  return `${isCut ? '… ' : ''}${countOf(rowCount, 'row')} × ${countOf(columns.length, 'column')}`;
}

function countOf(count: number, unit: string): string {
  return `${count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`;
}
