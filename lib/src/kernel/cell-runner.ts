import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { createExecutor, Executor } from 'tslab/dist/executor.js';
import { CellCompiler } from './cell-compiler.js';
import type { CellSources } from './cell-sources.js';
import { IMPORT_META } from './prepare-cell.js';

interface ExecutorModule {
  readonly createExecutor: typeof createExecutor;
}

const require = createRequire(import.meta.url);

/** Compiles and runs cells, one at a time, on tslab's executor. */
export class CellRunner {
  readonly compiler: CellCompiler;
  private readonly executor: Executor;
  private readonly directory: string;
  private result: unknown;
  private failure: { readonly thrown: unknown } | undefined;

  /**
   * Takes about a second.
   *
   * @param directory - that imports are resolved from
   * @param packages - folder that packages are found in where the directory has none
   * @param sources - the cells, for their stack traces
   */
  constructor(directory: string, packages: string, sources: CellSources) {
    this.directory = directory;
    this.compiler = new CellCompiler(packages, sources);
    const { createExecutor } = require('tslab/dist/executor.js') as ExecutorModule;
    const { converter } = this.compiler;
    const converters = { node: converter, browser: converter, close: () => undefined };
    // What tslab would print is a cell's result or what it threw.
    this.executor = createExecutor(directory, converters, {
      log: (value: unknown) => {
        this.result = value;
      },
      error: (thrown: unknown) => {
        this.failure = { thrown };
      },
    });
  }

  /**
   * Runs a cell. What it declared is kept, whether it ends well or not.
   *
   * @param name - of its script, e.g. `cell[3]`
   * @param code - TypeScript
   * @returns the value of its last expression, or undefined
   * @throws CellDiagnosticsError where it does not compile, and whatever the cell throws
   */
  async run(name: string, code: string): Promise<unknown> {
    this.result = undefined;
    this.failure = undefined;
    this.compiler.nextCell(name);
    const filename = join(this.directory, `${name}.ts`);
    const url = pathToFileURL(filename).href;
    this.executor.locals[IMPORT_META] = { url, filename, dirname: this.directory };
    try {
      const isFine = await this.executor.execute(code);
      const failure = this.failure as { readonly thrown: unknown } | undefined;
      // What a cell throws need not be an error.
      if (!isFine) throw failure?.thrown;
      return this.result;
    } finally {
      this.compiler.keepDeclarations((variable) => variable in this.executor.locals);
    }
  }

  /** Waits no longer for a cell that awaits something. */
  leave(): void {
    this.executor.interrupt();
  }
}
