/** Every notebook from top to bottom by a real Jupyter client, in the small configuration. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PYTHON_BIN, ROOT } from '../support/paths.js';
import { codeCells, errorsOf, FOLDER, NAMES, outputsOf, readNotebook } from './notebook.js';

const TIMEOUT_MS = 300_000;
const run = promisify(execFile);

/** A checkout's shape, so that `../outputs` and the packages are found as in the real one. */
let scratch = '';
const copyOf = (name: string) => join(scratch, 'notebooks', name);

beforeAll(async () => {
  await mkdir(join(ROOT, 'test-output'), { recursive: true });
  scratch = await mkdtemp(join(ROOT, 'test-output/notebooks-'));
  await mkdir(join(scratch, 'notebooks'));
  await mkdir(join(scratch, 'docs'));
  await cp(join(ROOT, 'docs/honest-table.json'), join(scratch, 'docs/honest-table.json'));
  for (const name of NAMES) await cp(join(FOLDER, name), copyOf(name));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function jupyter(command: string, ...options: string[]): Promise<void> {
  const own = { DERMLAB_QUICK: '1', DERMLAB_DATA: '', DERMLAB_CACHE: join(scratch, 'cache') };
  const env = { ...process.env, ...own };
  await run(join(PYTHON_BIN, command), options, { cwd: scratch, env, timeout: TIMEOUT_MS });
}

// One after the other, so that the later ones read back what the earlier ones have trained.
describe('a quick run from top to bottom', () => {
  it.each(NAMES)(
    '%s',
    async (name) => {
      const timeout = '--ExecutePreprocessor.timeout=-1';
      await jupyter(
        'jupyter-nbconvert',
        '--to=notebook',
        '--execute',
        '--inplace',
        timeout,
        copyOf(name),
      );
      const notebook = readNotebook(copyOf(name));
      expect(errorsOf(notebook)).toEqual([]);
      expect(codeCells(notebook).every((cell) => cell.execution_count !== null)).toBe(true);
      const trains = JSON.stringify(notebook.cells).includes('runInNotebook');
      expect(JSON.stringify(outputsOf(notebook)).includes('quick run')).toBe(trains);
    },
    TIMEOUT_MS,
  );
});

describe('papermill', () => {
  it(
    'sets a parameter from outside',
    async () => {
      const [name = ''] = NAMES;
      const folder = `--cwd=${join(scratch, 'notebooks')}`;
      const parameter = ['-p', 'binYears', '10'];
      await jupyter(
        'papermill',
        '-k',
        'dermlab',
        folder,
        join(FOLDER, name),
        copyOf('out.ipynb'),
        ...parameter,
      );
      const notebook = readNotebook(copyOf('out.ipynb'));
      expect(errorsOf(notebook)).toEqual([]);
      expect(agesIn(notebook)[0]).toBe('0–10');
    },
    TIMEOUT_MS,
  );
});

/** The bins of the age chart. */
function agesIn(notebook: ReturnType<typeof readNotebook>): readonly string[] {
  const figures = outputsOf(notebook).flatMap(({ data }) => {
    return (data?.['application/vnd.plotly.v1+json'] ?? []) as Figure | [];
  });
  return figures.find(({ layout }) => layout.title.text === 'Age')?.data[0]?.customdata ?? [];
}

interface Figure {
  readonly data: readonly { readonly customdata?: readonly string[] }[];
  readonly layout: { readonly title: { readonly text: string } };
}
