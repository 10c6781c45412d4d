import type * as typescript from '@tslab/typescript-for-tslab';

/** Takes the place of `import.meta` in a cell, and is as long. */
export const IMPORT_META = '$importMeta';

/** A cell as tslab can convert it: every character keeps its place. */
export interface PreparedCell {
  readonly code: string;
  /** Whether it awaits at its top level. */
  readonly awaits: boolean;
}

/**
 * Writes what tslab does not know as what it does: exported declarations as plain ones, and
 * `import.meta` as a variable.
 *
 * @param ts - tslab's TypeScript
 * @param code - the cell
 * @returns the cell, of the same length and lines
 */
export function prepareCell(ts: typeof typescript, code: string): PreparedCell {
  // Only a module has `await` at its top level.
  const text = `${code}\nexport {};`;
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, true);
  const edits = file.statements.flatMap((statement) => exportEdits(ts, statement, file));
  let awaits = false;
  const visit = (node: typescript.Node): void => {
    if (isImportMeta(ts, node)) edits.push([node.getStart(file), IMPORT_META]);
    if (ts.isAwaitExpression(node) || isForAwait(ts, node)) awaits ||= isAtTopLevel(ts, node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { code: applyEdits(code, edits), awaits };
}

type Edit = readonly [start: number, text: string];

function applyEdits(code: string, edits: readonly Edit[]): string {
  return edits.reduce(
    (text, [start, part]) => text.slice(0, start) + part + text.slice(start + part.length),
    code,
  );
}

function exportEdits(
  ts: typeof typescript,
  statement: typescript.Statement,
  file: typescript.SourceFile,
): Edit[] {
  const blank = (node: typescript.Node): Edit => {
    const text = node.getText(file).replace(/[^\n]/g, ' ');
    return [node.getStart(file), text];
  };
  const isLast = statement === file.statements.at(-1);
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && !isLast) {
    return [blank(statement)];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers
    .filter(({ kind }) => EXPORTING.some((name) => kind === ts.SyntaxKind[name]))
    .map(blank);
}

const EXPORTING = ['ExportKeyword', 'DefaultKeyword'] as const;

function isImportMeta(ts: typeof typescript, node: typescript.Node): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

function isForAwait(ts: typeof typescript, node: typescript.Node): boolean {
  return ts.isForOfStatement(node) && node.awaitModifier !== undefined;
}

function isAtTopLevel(ts: typeof typescript, node: typescript.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isClassStaticBlockDeclaration(at)) return false;
  }
  return true;
}
