import type * as typescript from '@tslab/typescript-for-tslab';
import type { CompletionInfo, ConvertResult, Converter, Diagnostic } from 'tslab/dist/converter.js';
import type { CellSources } from './cell-sources.js';
import { type CellTypeScript, loadCellTypeScript } from './cell-typescript.js';
import { declarationsWithout } from './declarations-without.js';
import { IMPORT_META, prepareCell } from './prepare-cell.js';

/** Something that the compiler has against a cell. */
export interface CellDiagnostic {
  /** The file beside the notebook that it is in; absent for the cell itself. */
  readonly file?: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** TypeScript's number for it. */
  readonly code: number;
  readonly message: string;
}

/** Thrown for a cell that does not compile. */
export class CellDiagnosticsError extends Error {
  override readonly name = 'CellDiagnosticsError';
  readonly diagnostics: readonly CellDiagnostic[];

  constructor(diagnostics: readonly CellDiagnostic[]) {
    super(diagnostics[0]?.message);
    this.diagnostics = diagnostics;
  }
}

/** What tslab's executor puts before a script's first line. */
const PREFIX = '(function(exports, require) { ';
const ASYNC_PREFIX = `(async ${PREFIX.slice(1)}`;
const UNASSIGNED = /^(?:exports\.[^\s.=]+ = )+void 0;$/;

/** Compiles cells, each knowing what those before it declared. */
export class CellCompiler {
  private readonly typescript: CellTypeScript;
  private readonly sources: CellSources;
  private declarations = `declare const ${IMPORT_META}: ImportMeta;\n`;
  private cellName = '';
  private compiled: { readonly declarations: string; readonly names: readonly string[] } | undefined;

  constructor(packages: string, sources: CellSources) {
    this.typescript = loadCellTypeScript({ packages });
    this.sources = sources;
  }

  /** tslab's TypeScript. */
  get ts(): typeof typescript {
    return this.typescript.ts;
  }

  /** What tslab's executor compiles with. */
  readonly converter: Converter = {
    convert: (_previous, code) => this.convert(code),
    inspect: (_previous, code, at) => this.inspect(code, at) as typescript.QuickInfo,
    complete: (_previous, code, at) => this.complete(code, at),
    addModule: (...module) => {
      const diagnostics = this.typescript.converter.addModule(...module);
      if (diagnostics.length > 0) throw new CellDiagnosticsError(diagnostics.map(toCellDiagnostic));
      return diagnostics;
    },
    close: () => {
      this.typescript.converter.close();
    },
  };

  /**
   * Names the script of the cell that comes next.
   *
   * @param name - e.g. `cell[3]`
   */
  nextCell(name: string): void {
    this.cellName = name;
    this.compiled = undefined;
  }

  /**
   * Keeps what the last cell declared, but for variables that it did not come to assign.
   *
   * @param isAssigned - whether a variable has a value
   */
  keepDeclarations(isAssigned: (name: string) => boolean): void {
    if (!this.compiled) return;
    const { declarations, names } = this.compiled;
    const missing = new Set(names.filter((name) => !isAssigned(name)));
    this.declarations = declarationsWithout(this.ts, declarations, missing);
  }

  /**
   * Looks a name up.
   *
   * @param code - the cell
   * @param at - offset of the cursor, in UTF-16 units
   * @returns what TypeScript knows of what stands there
   */
  inspect(code: string, at: number): typescript.QuickInfo | undefined {
    const prepared = prepareCell(this.ts, code);
    return this.typescript.converter.inspect(this.declarations, prepared.code, at);
  }

  /**
   * What could stand at the cursor.
   *
   * @param code - the cell
   * @param at - offset of the cursor, in UTF-16 units
   * @returns names, best first, and what they would replace
   */
  complete(code: string, at: number): CompletionInfo {
    const prepared = prepareCell(this.ts, code);
    return this.typescript.converter.complete(this.declarations, prepared.code, at);
  }

  private convert(code: string): ConvertResult {
    const prepared = prepareCell(this.ts, code);
    const result = this.typescript.converter.convert(this.declarations, prepared.code);
    if (result.diagnostics.length > 0) {
      throw new CellDiagnosticsError(result.diagnostics.map(toCellDiagnostic));
    }
    const { code: output, names } = keepOldValues(result.output ?? '');
    this.compiled = {
      declarations: result.declOutput ?? this.declarations,
      names: names.filter((name) => name !== result.lastExpressionVar),
    };
    this.sources.add(this.cellName, {
      code,
      maps: this.typescript.lastMaps(),
      prefix: (prepared.awaits ? ASYNC_PREFIX : PREFIX).length,
    });
    return {
      ...result,
      output: `${output}\n//# sourceURL=${this.cellName}`,
      hasToplevelAwait: prepared.awaits,
    };
  }
}

function toCellDiagnostic({ fileName, start, code, messageText }: Diagnostic): CellDiagnostic {
  const place = { line: start.line + 1, column: start.character + 1 };
  return { ...place, code, message: messageText, ...(fileName ? { file: fileName } : {}) };
}

// TypeScript begins by setting what a cell exports to undefined; here a variable keeps its old
// value until it gets its new one.
function keepOldValues(output: string): { code: string; names: string[] } {
  const lines = output.split('\n');
  const names: string[] = [];
  for (let i = 1; UNASSIGNED.test(lines[i] ?? ''); i += 1) {
    names.push(...Array.from(lines[i]!.matchAll(/exports\.([^\s.=]+) =/g), (match) => match[1]!));
    lines[i] = '';
  }
  return { code: lines.join('\n'), names };
}
