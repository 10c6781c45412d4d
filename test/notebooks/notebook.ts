import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/paths.js';

/** Where the committed notebooks are. */
export const FOLDER = join(ROOT, 'notebooks');

/** Their file names, in reading order. */
export const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ipynb'))
  .sort();

/** One output of a cell, as the notebook format has it. */
export interface CellOutput {
  readonly output_type: 'display_data' | 'error' | 'execute_result' | 'stream';
  readonly data?: Readonly<Record<string, unknown>>;
  readonly evalue?: string;
}

/** One cell. */
export interface NotebookCell {
  readonly cell_type: 'code' | 'markdown';
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly CellOutput[];
}

/** A notebook file. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: {
    readonly kernelspec: Readonly<Record<string, string>>;
    readonly language_info: Readonly<Record<string, unknown>>;
  };
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
}

export function codeCells({ cells }: Notebook): NotebookCell[] {
  return cells.filter((cell) => cell.cell_type === 'code');
}

export function sourceOf({ source }: Pick<NotebookCell, 'source'>): string {
  return typeof source === 'string' ? source : source.join('');
}

export function outputsOf(notebook: Notebook): CellOutput[] {
  return notebook.cells.flatMap((cell) => cell.outputs ?? []);
}

/** The messages of all errors that a notebook shows, with their cells. */
export function errorsOf({ cells }: Notebook): string[] {
  return cells.flatMap(({ id, outputs = [] }) =>
    outputs
      .filter((output) => output.output_type === 'error')
      .map(({ evalue = '' }) => `${id}: ${evalue}`),
  );
}
