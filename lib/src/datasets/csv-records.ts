import { CsvError, parse } from 'csv-parse/sync';
import { DatasetError } from '../core/index.js';
import type { CsvColumn } from './csv-column.js';

const COMMA = 44;
const NEWLINE = 10;

/** A CSV file, opened. */
interface CsvRecords {
  /** Names of the columns; none where the file is empty. */
  readonly header: readonly string[];
  /** How many rows follow; blank ones at the file's end are dropped. */
  readonly rows: number;
  /**
   * Reads the rows.
   *
   * @param columns - what reads each value of a row; undefined where it is left out
   * @param place - gives the words for where a row stands, from its index
   * @throws DatasetError naming the row that is too short or too long
   */
  readonly read: (columns: readonly Column[], place: (index: number) => string) => void;
}

type Column = CsvColumn<unknown> | undefined;

/**
 * Opens a CSV file. Where it holds no quotes, every comma and line end parts two values, and the
 * values are read where they stand; where it does, they are made by a CSV parser.
 *
 * @param text - the file's content
 * @param fileName - the file's name, for messages
 * @returns the header, and what reads the rows
 * @throws DatasetError where quotes are out of place
 */
export function csvRecords(text: string, fileName: string): CsvRecords {
  return text.includes('"') ? quotedRecords(text, fileName) : plainRecords(text);
}

function plainRecords(text: string): CsvRecords {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const end = endOfRows(lines);
  const first = lines.slice(0, endOfLine(lines, 0, end));
  return {
    header: first === '' ? [] : first.split(','),
    rows: countLines(lines, first.length + 1, end),
    read: (columns, place) => {
      let start = first.length + 1;
      for (let row = 0; start < end; row++) {
        start = readLine(lines, start, end, columns, place, row);
      }
    },
  };
}

/** Reads the row that begins at `start`; gives where the next begins. */
function readLine(
  text: string,
  start: number,
  end: number,
  columns: readonly Column[],
  place: (index: number) => string,
  row: number,
): number {
  let at = start;
  for (let i = 0; i < columns.length; i++) {
    const fieldEnd = endOfField(text, at, end);
    const endsLine = fieldEnd === end || text.charCodeAt(fieldEnd) === NEWLINE;
    if (endsLine !== (i === columns.length - 1)) {
      const record = text.slice(start, endOfLine(text, start, end)).split(',');
      throw wrongLength(record, columns.length, place(row));
    }
    columns[i]?.read(text, at, fieldEnd);
    at = fieldEnd + 1;
  }
  return at;
}

function endOfField(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === COMMA || unit === NEWLINE) return at;
  }
  return end;
}

function endOfLine(text: string, start: number, end: number): number {
  const at = text.indexOf('\n', start);
  return at === -1 ? end : Math.min(at, end);
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at = endOfLine(text, at, end) + 1) lines++;
  return lines;
}

/** Where the last row that holds a value ends. */
function endOfRows(text: string): number {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    if (/[^,]/.test(text.slice(start, end))) return end;
    end = start - 1;
  }
  return 0;
}

function quotedRecords(text: string, fileName: string): CsvRecords {
  const [header = [], ...rows] = parseQuoted(text, fileName);
  return {
    header,
    rows: rows.length,
    read: (columns, place) => {
      for (const [index, record] of rows.entries()) {
        if (record.length !== columns.length) {
          throw wrongLength(record, columns.length, place(index));
        }
        for (const [i, value] of record.entries()) columns[i]?.read(value, 0, value.length);
      }
    },
  };
}

function parseQuoted(text: string, fileName: string): string[][] {
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return records.slice(0, records.findLastIndex((record) => record.some((v) => v !== '')) + 1);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new DatasetError(
      `${fileName} is not valid CSV: ${cause.message}. Correct the quotes or get the file again.`,
      { cause },
    );
  }
}

function wrongLength(record: readonly string[], expected: number, place: string): DatasetError {
  const values = record.length === 1 && record[0] === '' ? 'no values' : `${record.length} values`;
  return new DatasetError(
    `${place}: ${values}, expected ${expected} as in the header. Correct the row or get the file again.`,
  );
}
