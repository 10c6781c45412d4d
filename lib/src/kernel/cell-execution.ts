import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { runInterruptibly } from '../core/index.js';
import { displaysSent, type MimeBundle, representation } from '../display/index.js';
import { BuildWatch } from './build-watch.js';
import { captureOutput } from './capture-output.js';
import { Cell, Interrupted } from './cell.js';
import { CellDiagnosticsError } from './cell-compiler.js';
import { type CellError, compileError, thrownError } from './cell-error.js';
import type { Publish } from './cell-output.js';
import { CellRunner } from './cell-runner.js';
import { CellSources } from './cell-sources.js';
import { displayInCells, displayTslabInCells } from './display-in-cells.js';
import { EditorHelp } from './editor-help.js';
import { History } from './history.js';
import { showCellsInStackTraces } from './stack-traces.js';
import type { StopButton } from './stop-button.js';
import { TimerWatch } from './timer-watch.js';
import type { Json } from './wire-message.js';

/** Each build of the library writes it. */
const BUILD = new URL('../../tsconfig.tsbuildinfo', import.meta.url);

/** How long loops that a stopped cell left running are looked for. */
const LEFT_LOOPS_MS = 1000;

/** What packages have yet to mend is no business of a cell's. */
const OTHERS_WARNINGS = new Set(['DeprecationWarning', 'ExperimentalWarning']);

const NEW_BUILD =
  'dermlab was built anew after this kernel loaded it. Restart the kernel to use the new build.\n';

/** `name?` asks for what is known of a name, as in IPython. */
const HELP = /^([\w.$]+)\?$/;

interface Outcome {
  readonly result?: MimeBundle;
  readonly error?: CellError;
}

/** Runs cells one at a time. */
export class CellExecution {
  readonly history = new History();
  readonly editor = new EditorHelp(() => this.ready().compiler);
  private readonly sources = new CellSources();
  private readonly running = new AsyncLocalStorage<Cell>();
  private readonly packages: string;
  private readonly stopButton: StopButton;
  private runner: CellRunner | undefined;
  private current: Cell | undefined;
  private count = 0;
  /** How often stop was pressed before the current cell. */
  private pressesBefore = 0;
  private leftBehind: CellError | undefined;
  private readonly build = new BuildWatch(BUILD);
  private readonly timers = new TimerWatch();

  /**
   * Takes over what is printed and what goes wrong in this process.
   *
   * @param packages - folder that packages are found in where the notebook's folder has none
   * @param stopButton - that the wire thread presses
   */
  constructor(packages: string, stopButton: StopButton) {
    this.packages = packages;
    this.stopButton = stopButton;
    stopButton.heedInLoops(() => {
      this.stopLoop();
    });
    showCellsInStackTraces(this.sources);
    displayInCells(() => this.cell);
    captureOutput((name, text) => {
      this.cell?.output.write(name, text);
      return this.cell !== undefined;
    });
    // Node's own way of showing a warning adds lines about Node.
    process.removeAllListeners('warning');
    process.on('warning', ({ name, message, detail }: Error & { detail?: string }) => {
      const text = [`${name}: ${message}`, ...(detail === undefined ? [] : [detail])].join(' ');
      if (!OTHERS_WARNINGS.has(name)) this.cell?.output.write('stderr', `${text}\n`);
    });
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (thrown: unknown) => {
        this.blame(thrown);
      });
    }
  }

  /** The cell that the code now running comes from. */
  get cell(): Cell | undefined {
    return this.running.getStore() ?? this.current;
  }

  /** Loads the compiler, if it is not there. */
  warmUp(): void {
    if (this.runner) return;
    this.runner = new CellRunner(process.cwd(), this.packages, this.sources);
    displayTslabInCells(() => this.cell);
  }

  /**
   * Answers an `execute_request`.
   *
   * @param request - its content
   * @param publish - sends messages about the cell
   * @returns the content of the reply
   */
  async execute(request: Json, publish: Publish): Promise<Json> {
    const { code, silent, store_history: stored = true, allow_stdin: attended } = request;
    if (typeof code !== 'string') throw new TypeError('code is no text');
    if (silent !== true) this.count += 1;
    const cell = new Cell(this.count, publish);
    this.pressesBefore = this.stopButton.presses;
    this.current = cell;
    if (silent !== true) publish('execute_input', { code, execution_count: this.count });
    if (this.build.hasNewBuild()) cell.output.write('stderr', NEW_BUILD);
    const outcome = await this.runToItsEnd(cell, code, attended === true);
    if (silent !== true && outcome.result) {
      cell.output.publish('execute_result', { execution_count: this.count, ...outcome.result });
    }
    if (outcome.error) cell.output.publish('error', { ...outcome.error });
    cell.output.flush();
    cell.isRunning = false;
    if (silent !== true && stored === true) {
      const text = outcome.result?.data['text/plain'];
      this.history.add(this.count, code, typeof text === 'string' ? text : null);
    }
    return outcome.error
      ? { status: 'error', execution_count: this.count, ...outcome.error }
      : {
          status: 'ok',
          execution_count: this.count,
          payload: cell.payload,
          user_expressions: {},
        };
  }

  /** Stops the running cell, and the loops that it leaves behind. */
  interrupt(): void {
    if (this.current?.isRunning) this.current.interrupt();
    const { presses } = this.stopButton;
    setTimeout(() => {
      this.stopButton.release(presses);
    }, LEFT_LOOPS_MS).unref();
  }

  private ready(): CellRunner {
    this.warmUp();
    return this.runner!;
  }

  private async runToItsEnd(cell: Cell, code: string, attended: boolean): Promise<Outcome> {
    const name = HELP.exec(code.trim())?.[1];
    if (!attended) this.timers.start();
    try {
      if (name) return { ...this.page(cell, name) };
      const value = await this.value(cell, code);
      // What was rejected and not handled in the last turn is found in the next.
      await cell.wait(nextTurn());
      // Where nobody looks on, nobody would see what fails after the last cell.
      if (!attended) await cell.wait(this.timers.settled());
      if (cell.isInterrupted) throw new Interrupted('The cell was stopped.');
      const result = value === undefined ? undefined : await representation(value);
      await displaysSent();
      const error = attended ? undefined : this.leftBehind;
      return error ? { error } : result ? { result } : {};
    } catch (thrown) {
      return { error: this.describe(thrown, cell, code) };
    } finally {
      this.timers.stop();
      this.leftBehind = undefined;
    }
  }

  private async value(cell: Cell, code: string): Promise<unknown> {
    const runner = this.ready();
    const running = this.running.run(cell, () =>
      runInterruptibly(cell.work, () => runner.run(cell.name, code)),
    );
    try {
      return await cell.wait(running);
    } catch (thrown) {
      // Where it is not the code that ended the cell.
      runner.leave();
      await running.catch(() => undefined);
      throw thrown;
    }
  }

  // A loop of a cell that was stopped before is left to end as well.
  private stopLoop(): void {
    const cell = this.running.getStore();
    const isPressed = cell === this.current && this.stopButton.presses > this.pressesBefore;
    if (!cell || !(isPressed || cell.isInterrupted)) return;
    cell.abort();
    throw new Interrupted('The cell was stopped.');
  }

  private page(cell: Cell, name: string): { error?: CellError } {
    const data = this.editor.documentationAt(name, name.length);
    if (!data) throw new ReferenceError(`Nothing is known of ${name}.`);
    cell.payload.push({ source: 'page', data, start: 0 });
    return {};
  }

  private describe(thrown: unknown, cell: Cell, code: string): CellError {
    if (thrown instanceof CellDiagnosticsError) {
      return compileError(thrown.diagnostics, cell.name, code);
    }
    return thrownError(thrown, this.sources);
  }

  // An error that nobody caught belongs to the cell that began the work.
  private blame(thrown: unknown): void {
    const { cell } = this;
    if (cell?.isRunning) {
      cell.end(thrown);
    } else if (cell) {
      const error = thrownError(thrown, this.sources);
      cell.output.publish('error', { ...error });
      const evalue = `${cell.name} left work behind that failed: ${error.evalue}`;
      const traceback = [`${cell.name} left work behind that failed:`, ...error.traceback];
      this.leftBehind = { ...error, evalue, traceback };
    } else console.error(thrown);
  }
}
