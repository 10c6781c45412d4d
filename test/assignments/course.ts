import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sourceOf } from '../notebooks/notebook.js';
import { PYTHON_BIN, ROOT } from '../support/paths.js';

const COURSE = join(ROOT, 'notebooks/assignments');
const TIMEOUT_MS = 540_000;
const run = promisify(execFile);

/** A notebook's cell, as far as the tests look at it. */
interface Cell {
  source: string | string[];
  metadata: { nbgrader?: { grade_id: string; grade: boolean; solution: boolean } };
}

/** A notebook file's content. */
interface Notebook {
  cells: Cell[];
}

/** Automatic score (null where there is none), points to be had, and whether a person must grade. */
export type Grade = readonly [score: number | null, points: number, byHand: boolean];

/** New source of solution cells, by the cells' ids. */
export type Answers = Readonly<Record<string, string>>;

/** A copy of the course with one of its assignments, its own database and nobody's submissions. */
export class Course {
  readonly folder: string;
  readonly assignment: string;

  constructor(assignment: string) {
    // Inside the repository, where notebooks find the library.
    const output = join(ROOT, 'test-output');
    mkdirSync(output, { recursive: true });
    this.assignment = assignment;
    this.folder = mkdtempSync(join(output, `course-${assignment}-`));
    cpSync(join(COURSE, 'nbgrader_config.py'), join(this.folder, 'nbgrader_config.py'));
    const source = join('source', assignment);
    cpSync(join(COURSE, source), join(this.folder, source), { recursive: true });
  }

  /** Runs nbgrader and returns what it logs. */
  async nbgrader(command: string, ...args: string[]): Promise<string> {
    const { stderr } = await run(
      join(PYTHON_BIN, 'nbgrader'),
      [command, this.assignment, ...args],
      {
        cwd: this.folder,
        timeout: TIMEOUT_MS,
        maxBuffer: 2 ** 26,
        // Whoever runs the tests may have settings of their own.
        env: { ...process.env, JUPYTER_CONFIG_DIR: join(this.folder, 'settings') },
      },
    );
    return stderr;
  }

  /** Cells of the teacher's notebook, or of the students'. */
  cells(version: 'source' | 'release'): Cell[] {
    return this.read(version, this.assignment).cells;
  }

  /** The teacher's answer to each task. */
  solutions(): Answers {
    const solved = this.cells('source').filter(({ metadata }) => metadata.nbgrader?.solution);
    return Object.fromEntries(solved.map((cell) => [idOf(cell), sourceOf(cell)]));
  }

  /** Hands in the released notebook with these answers in it, to be collected. */
  submit(student: string, answers: Answers): void {
    const notebook = this.read('release', this.assignment);
    for (const cell of notebook.cells) {
      const answer = answers[idOf(cell)];
      if (answer !== undefined) cell.source = answer;
    }
    const archive = join(this.folder, 'downloaded', this.assignment, 'archive');
    mkdirSync(archive, { recursive: true });
    writeFileSync(join(archive, `${student}_${this.assignment}.ipynb`), JSON.stringify(notebook));
  }

  /** Every student's grades, by cell. */
  async grades(): Promise<Record<string, Record<string, Grade>>> {
    const script = join(import.meta.dirname, 'read-gradebook.py');
    const args = [script, join(this.folder, 'gradebook.db'), this.assignment];
    const { stdout } = await run(join(PYTHON_BIN, 'python'), args, { timeout: TIMEOUT_MS });
    return JSON.parse(stdout) as Record<string, Record<string, Grade>>;
  }

  /** The feedback page of one student. */
  feedback(student: string): string {
    const page = join(student, this.assignment, `${this.assignment}.html`);
    return readFileSync(join(this.folder, 'feedback', page), 'utf8');
  }

  /** Stops these cells after so many seconds. */
  limitCells(seconds: number, cells: readonly string[]): void {
    const config = join(this.folder, 'nbgrader_config.py');
    const isLimited = `cell.metadata.get("nbgrader", {}).get("grade_id") in ${JSON.stringify(cells)}`;
    const limit = `c.Execute.timeout_func = lambda cell: ${String(seconds)} if ${isLimited} else 60\n`;
    writeFileSync(config, limit, { flag: 'a' });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(version: string, assignment: string): Notebook {
    const path = join(this.folder, version, assignment, `${assignment}.ipynb`);
    return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
  }
}

/** nbgrader's id of a cell; empty for plain text. */
export function idOf({ metadata }: Cell): string {
  return metadata.nbgrader?.grade_id ?? '';
}

/** Scores of the cells that tests grade. */
export function scores(
  grades: Readonly<Record<string, Grade>> = {},
): Record<string, number | null> {
  const byTests = Object.entries(grades).filter(([cell]) => cell.endsWith('-test'));
  return Object.fromEntries(byTests.map(([cell, [score]]) => [cell, score]));
}
