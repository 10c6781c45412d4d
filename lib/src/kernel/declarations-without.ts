import type * as typescript from '@tslab/typescript-for-tslab';

/**
 * Takes variables and classes out of declarations.
 *
 * @param ts - tslab's TypeScript
 * @param declarations - statements of a `.d.ts` file
 * @param names - to be taken out
 * @returns the other declarations
 */
export function declarationsWithout(
  ts: typeof typescript,
  declarations: string,
  names: ReadonlySet<string>,
): string {
  if (names.size === 0) return declarations;
  const file = ts.createSourceFile('cells.d.ts', declarations, ts.ScriptTarget.Latest, true);
  const isNamed = (name: typescript.Node | undefined): boolean =>
    name !== undefined && names.has(name.getText(file));
  const kept = file.statements.flatMap((statement) => {
    if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      return isNamed(statement.name) ? [] : [statement.getFullText(file)];
    }
    if (!ts.isVariableStatement(statement)) return [statement.getFullText(file)];
    const { declarations: variables, flags } = statement.declarationList;
    const keyword = flags & ts.NodeFlags.Const ? 'const' : flags & ts.NodeFlags.Let ? 'let' : 'var';
    return variables
      .filter(({ name }) => !isNamed(name))
      .map((variable) => `\ndeclare ${keyword} ${variable.getText(file)};`);
  });
  return `${kept.join('').trim()}\n`;
}
