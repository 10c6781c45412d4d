/** The notebooks as they are committed: executed, small, and told as a story. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  codeCells,
  errorsOf,
  FOLDER,
  NAMES,
  type Notebook,
  outputsOf,
  readNotebook,
  sourceOf,
} from './notebook.js';

const PLOTLY = 'application/vnd.plotly.v1+json';
const PATHS =
  /(^|[\s"'`(:])(\/(home|root|Users|tmp|mnt|opt|private|var|usr|srv|work)\/|[A-Z]:\\\\)/m;

it('are there, numbered in reading order', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(4);
  for (const name of NAMES) expect(name).toMatch(/^\d\d-[a-z0-9-]+\.ipynb$/);
});

describe.each(NAMES)('%s', (name) => {
  const notebook = readNotebook(join(FOLDER, name));

  it('was executed in order, from the first cell to the last', () => {
    const counts = codeCells(notebook).map((cell) => cell.execution_count);
    expect(counts).toEqual(counts.map((_, index) => index + 1));
    expect(errorsOf(notebook)).toEqual([]);
  });

  it('holds full runs, no quick ones', () => {
    expect(JSON.stringify(outputsOf(notebook)).includes('quick run')).toBe(false);
  });

  it('is under 1 MB', () => {
    expect(statSync(join(FOLDER, name)).size).toBeLessThan(1_000_000);
  });

  it('has question, configuration, limits and what next', () => {
    const text = markdownOf(notebook);
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 2)} · .+\n\n\\*\\*Question\\.\\*\\* `));
    const headings = text.match(/^## .+$/gm) ?? [];
    expect(headings[0]).toBe('## Configuration');
    expect(headings.slice(-2)).toEqual(['## Limits', '## What next']);
  });

  it('has its whole configuration in the first code cell, each setting with a comment', () => {
    const [first, ...others] = codeCells(notebook);
    expect(first?.metadata.tags).toEqual(['parameters']);
    const lines = first ? sourceOf(first).split('\n') : [];
    for (const line of lines) expect(line).toMatch(/^let \w+ = .+; \/\/ .+$/);
    expect(others.some((cell) => sourceOf(cell).includes('process.env'))).toBe(false);
  });

  it('defines no helper', () => {
    expect(codeCells(notebook).flatMap((cell) => helpersIn(sourceOf(cell)))).toEqual([]);
  });

  it('has a still picture beside each chart', () => {
    const charts = outputsOf(notebook).filter(({ data }) => data && PLOTLY in data);
    expect(charts.length).toBeGreaterThan(0);
    for (const { data = {} } of charts) {
      expect(Object.keys(data)).toContain('image/svg+xml');
    }
  });

  it('names no place on the machine that executed it', () => {
    const { cells } = notebook;
    const texts = cells.map(({ outputs }) => JSON.stringify(outputs ?? []));
    expect(texts.filter((text) => PATHS.test(text))).toEqual([]);
    expect(cells.filter(({ metadata }) => 'execution' in metadata)).toEqual([]);
  });

  it('is of the kernel dermlab, and each cell has an id of its own', () => {
    expect(notebook.metadata.kernelspec).toEqual({
      name: 'dermlab',
      display_name: 'TypeScript (dermlab)',
      language: 'typescript',
    });
    expect(notebook.metadata.language_info).toMatchObject({ name: 'typescript' });
    const ids = notebook.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
  });
});

function markdownOf({ cells }: Notebook): string {
  return cells
    .filter((cell) => cell.cell_type === 'markdown')
    .map(sourceOf)
    .join('\n\n');
}

/** Functions and classes that a cell gives a name, where a library would be their place. */
function helpersIn(code: string): string[] {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest, true);
  const helpers: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isHelper(node)) helpers.push(node.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return helpers;
}

function isHelper(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isClassLike(node)) return true;
  if (!ts.isVariableDeclaration(node) || !node.initializer) return false;
  return ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer);
}

it('finds helpers', () => {
  expect(helpersIn('function f() {}')).toHaveLength(1);
  expect(helpersIn('const f = (x) => x, g = 1;')).toHaveLength(1);
  expect(helpersIn('[1].map((x) => x)')).toEqual([]);
});
