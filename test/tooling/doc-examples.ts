import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from '../support/paths.js';

const SOURCE = path.join(ROOT, 'lib/src');
const OUTPUT = path.join(ROOT, 'test-output/doc-examples');
const FENCE = /```ts(?<mode> no-run)?\n(?<code>[^]*?)```/g;

/** An example out of a doc comment, as a module of its own. */
export interface DocExample {
  readonly title: string;
  readonly file: string;
  /** False for ```ts no-run: what takes minutes, or needs what a test has not. */
  readonly runs: boolean;
  /** Results stated in comments, which the module checks when it runs. */
  readonly statedResults: number;
}

/** Writes every example of lib/src as a module and lists them. */
export function writeDocExamples(exportedNames: readonly string[]): DocExample[] {
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  return sourceFiles().flatMap((file) =>
    examplesOf(file).map(({ code, mode }, index) => {
      const name = path.relative(SOURCE, file).replaceAll('/', '-').replace(/\.ts$/, '');
      const module = path.join(OUTPUT, `${name}-${String(index + 1)}.ts`);
      const { text, statedResults } = checkingModule(code, exportedNames);
      writeFileSync(module, text);
      const title = `${path.relative(SOURCE, file)}, example ${String(index + 1)}`;
      return { title, file: module, runs: mode === undefined, statedResults };
    }),
  );
}

/** Compile errors of the modules, by file, under the project's own strict options. */
export function compileErrors(files: readonly string[]): Map<string, string[]> {
  const read = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const program = ts.createProgram(files, {
    ...options,
    paths: { dermlab: [path.join(SOURCE, 'index.ts')] },
  });
  return new Map(
    files.map((file) => [file, errorsOf(program, program.getSourceFile(file))] as const),
  );
}

/** The names that the package exports, values and types. */
export function exportedNames(): string[] {
  const index = path.join(SOURCE, 'index.ts');
  const program = ts.createProgram([index], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noResolve: false,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(index);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error('lib/src/index.ts exports nothing');
  return checker.getExportsOfModule(symbol).map(({ name }) => name);
}

function sourceFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(SOURCE, name));
}

function examplesOf(file: string): { code: string; mode: string | undefined }[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isJSDoc(node)) {
      for (const doc of node.getChildren(source).filter(ts.isJSDoc))
        texts.push(...exampleTexts(doc));
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return texts
    .flatMap((text) => [...text.matchAll(FENCE)])
    .map(({ groups }) => ({ code: groups?.['code'] ?? '', mode: groups?.['mode'] }));
}

function exampleTexts(doc: ts.JSDoc): string[] {
  return (doc.tags ?? [])
    .filter((tag) => tag.tagName.text === 'example')
    .map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? '');
}

function checkingModule(
  code: string,
  names: readonly string[],
): { text: string; statedResults: number } {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  let text = code;
  let statedResults = 0;
  for (const statement of source.statements.filter(ts.isExpressionStatement).reverse()) {
    const stated = statedResult(code, statement);
    if (stated === undefined) continue;
    const { start, end, actual } = shownExpression(statement.expression, source);
    text = `${text.slice(0, start)}expectStated(${actual}, ${JSON.stringify(stated)})${text.slice(end)}`;
    statedResults += 1;
  }
  return { text: `${imports(code, names)}\n${text}\nexport {};\n`, statedResults };
}

/** `=> anything`, or a comment that is nothing but a number, a string, a list or an object. */
function statedResult(code: string, statement: ts.ExpressionStatement): string | undefined {
  const [range] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
  const comment = range && code.slice(range.pos + 2, range.end).trim();
  const [, stated] = /^=> (.+)$/.exec(comment ?? '') ?? [];
  if (stated !== undefined) return stated;
  return comment !== undefined && /^(-?\d[\d_.e-]*|NaN|'.*'|\[.*\]|\{.*\})$/.test(comment)
    ? comment
    : undefined;
}

/** What is shown: the argument of a console.log, else the expression itself. */
function shownExpression(expression: ts.Expression, source: ts.SourceFile) {
  const shown =
    ts.isCallExpression(expression) && expression.expression.getText(source) === 'console.log'
      ? (expression.arguments[0] ?? expression)
      : expression;
  return {
    start: expression.getStart(source),
    end: expression.getEnd(),
    actual: shown.getText(source),
  };
}

function imports(code: string, names: readonly string[]): string {
  const helper = "import { expectStated } from '../../test/tooling/expect-stated.js';";
  if (code.includes("from 'dermlab'")) return helper;
  const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return `${helper}\nimport { ${used.join(', ')} } from 'dermlab';`;
}

function errorsOf(program: ts.Program, source: ts.SourceFile | undefined): string[] {
  return ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
