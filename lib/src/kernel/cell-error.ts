import { inspect, stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { DermlabError } from '../core/index.js';
import { Interrupted } from './cell.js';
import type { CellDiagnostic } from './cell-compiler.js';
import { CELL_PLACE, type CellPosition, type CellSources } from './cell-sources.js';

/** A cell that ended in an error, as Jupyter's `error` message has it. */
export interface CellError {
  /** Its name, e.g. `TypeError`. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** Lines, with ANSI colours. */
  readonly traceback: readonly string[];
}

// Notebooks show colours wherever the kernel runs.
const colors = pc.createColors(true);
const CONTEXT_LINES = 2;

/**
 * What a cell threw, with the code around the place.
 *
 * @param thrown - anything
 * @param sources - the cells
 * @returns the error message's content
 */
export function thrownError(thrown: unknown, sources: CellSources): CellError {
  if (!isError(thrown)) {
    const value = inspect(thrown, { depth: 4 });
    return { ename: 'Thrown', evalue: value, traceback: [`${colors.red('Thrown')}: ${value}`] };
  }
  const ename = asText(thrown.name);
  const evalue = asText(thrown.message);
  const traceback = [`${colors.red(ename)}: ${evalue}`];
  const frames = isOurs(thrown) ? cellFrames(thrown) : stackFrames(thrown);
  const [, name, line, column] = CELL_PLACE.exec(frames) ?? [];
  if (name) {
    const place = { line: Number(line), column: Number(column) };
    traceback.push(...codeAround(sources.lines(name), place));
  }
  if (frames) traceback.push(colors.dim(frames));
  if (thrown.cause !== undefined) traceback.push(`Caused by: ${inspect(thrown.cause)}`);
  return { ename, evalue, traceback: traceback.flatMap((text) => text.split('\n')) };
}

/**
 * What the compiler has to say against a cell.
 *
 * @param diagnostics - at least one
 * @param name - the cell's, e.g. `cell[3]`
 * @param code - the cell as its author wrote it
 * @returns the error message's content
 */
export function compileError(
  diagnostics: readonly CellDiagnostic[],
  name: string,
  code: string,
): CellError {
  const lines = code.split('\n');
  const [first] = diagnostics as [CellDiagnostic];
  const traceback = diagnostics.flatMap((diagnostic) => {
    const { file = name, line, column, message } = diagnostic;
    const place = `${colors.cyan(file)}:${line}:${column}`;
    const text = `${place} - ${colors.red('error')} TS${diagnostic.code}: ${message}`;
    return [text, ...(diagnostic.file ? [] : codeAround(lines, diagnostic))];
  });
  const { file = name, line, column, message } = first;
  return {
    ename: isSyntaxError(first) ? 'SyntaxError' : 'TypeScriptError',
    evalue: `${file}:${line}:${column} - error TS${first.code}: ${message}`,
    traceback: traceback.flatMap((text) => text.split('\n')),
  };
}

// TypeScript numbers what its parser finds from 1000 on, and what its checker finds from 2000.
function isSyntaxError({ code }: CellDiagnostic): boolean {
  return code < 2000;
}

function codeAround(lines: readonly string[], { line, column }: CellPosition): string[] {
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const isHere = number === line;
    const margin = `${isHere ? '>' : ' '} ${String(number).padStart(width)} | `;
    shown.push(`${isHere ? colors.red(margin) : colors.dim(margin)}${lines[number - 1] ?? ''}`);
    if (isHere) shown.push(colors.red(`${' '.repeat(width + 3)}| ${' '.repeat(column - 1)}^`));
  }
  return shown;
}

function stackFrames({ stack }: Error): string {
  const text = stripVTControlCharacters(stack ?? '');
  const at = text.search(/^ {4}at /m);
  return at < 0 ? '' : text.slice(at);
}

// A user's mistake is told by its message; where the library found it is of no use.
function isOurs(error: Error): boolean {
  return error instanceof DermlabError || error instanceof Interrupted;
}

function cellFrames(error: Error): string {
  const frames = stackFrames(error).split('\n');
  return frames.filter((frame) => CELL_PLACE.test(frame)).join('\n');
}

// What a cell throws may carry anything under these names.
function asText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

// Errors of another realm, such as danfo's, are no instances of ours.
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]' || value instanceof Error;
}
