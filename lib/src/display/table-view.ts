import { isObject, isPlainObject, type UnknownObject } from './is-object.js';

/** Any table, read cell by cell. */
export interface TableView {
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** Number of rows. */
  readonly rowCount: number;
  /** What stands before a row: its index or number. */
  readonly rowLabel: (row: number) => string;
  /** What stands in a cell; row and column count from 0. */
  readonly cell: (row: number, column: number) => unknown;
}

/**
 * Recognises tables: danfo's DataFrame and Series, arquero's tables, arrays of plain objects, and
 * `{ columns, rows }`.
 *
 * @param value - anything
 * @returns the table, or undefined for all else
 * @remarks Told by their fields, so that no library is loaded to look at a value.
 */
export function tableView(value: unknown): TableView | undefined {
  if (!isObject(value)) return undefined;
  return Array.isArray(value)
    ? objectRows(value)
    : (danfoFrame(value) ?? arqueroTable(value) ?? columnsAndRows(value));
}

function objectRows(rows: readonly unknown[]): TableView | undefined {
  if (rows.length === 0 || !rows.every(isPlainObject)) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return undefined;
  return {
    columns,
    rowCount: rows.length,
    rowLabel: String,
    cell: (row, column) => rows[row]?.[columns[column]!],
  };
}

function danfoFrame({ columns, index, values, shape, dtypes }: UnknownObject) {
  const fields = [columns, index, values, shape, dtypes];
  if (!fields.every((field) => Array.isArray(field))) return undefined;
  // A series has one value a row.
  const rows = (values as unknown[]).map((row) =>
    Array.isArray(row) ? (row as unknown[]) : [row],
  );
  return {
    columns: (columns as unknown[]).map(String),
    rowCount: rows.length,
    rowLabel: (row: number) => String((index as unknown[])[row]),
    cell: (row: number, column: number) => rows[row]?.[column],
  };
}

/** As much of an arquero table as is read; `get` follows its filter and order. */
interface ArqueroTable {
  columnNames(): string[];
  numRows(): number;
  get(name: string, row: number): unknown;
}

function arqueroTable(value: UnknownObject): TableView | undefined {
  const methods = ['columnNames', 'numRows', 'get', 'columnIndex'];
  if (!methods.every((method) => typeof value[method] === 'function')) return undefined;
  const table = value as unknown as ArqueroTable;
  const columns = table.columnNames();
  return {
    columns,
    rowCount: table.numRows(),
    rowLabel: String,
    cell: (row, column) => table.get(columns[column]!, row),
  };
}

function columnsAndRows({ columns, rows }: UnknownObject): TableView | undefined {
  const isTable =
    isListOf(columns, (column) => typeof column === 'string') && isListOf(rows, Array.isArray);
  if (!isTable) return undefined;
  const cells = rows as readonly unknown[][];
  return {
    columns: columns as string[],
    rowCount: cells.length,
    rowLabel: String,
    cell: (row, column) => cells[row]?.[column],
  };
}

function isListOf(value: unknown, holds: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}
