import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DermlabError } from '../core/index.js';
import { type Diagnosis, diagnose } from '../engine/index.js';
import { openHam10000 } from './open-ham10000.js';

/** Python distributions that the project's notebooks and reference checks use. */
const PYTHON_PACKAGES = [
  'tensorflow',
  'keras',
  'numpy',
  'scikit-learn',
  'pandas',
  'jupyterlab',
  'plotly',
];

const LIST_PACKAGES = `
import importlib.metadata as m, json
print(json.dumps({d.metadata["Name"].lower().replace("_", "-"): d.version for d in m.distributions()}))`;

/**
 * Looks at all that dermlab stands on: Node, TensorFlow, data, Python, the kernel.
 *
 * @param options - folder of the project, and data to look at in place of the embedded set
 * @returns one row a check
 */
export async function examine(options: {
  readonly root: string;
  readonly data?: string;
}): Promise<Diagnosis[]> {
  return [
    ...(await diagnose()),
    await examineData(options.data),
    ...examinePython(options.root),
    examineKernel(options.root),
  ];
}

async function examineData(path: string | undefined): Promise<Diagnosis> {
  const check = 'data';
  try {
    const dataset = await openHam10000(path);
    dataset.close();
    const images = dataset.rows.length - dataset.missing.length;
    const found = `${dataset.description}: ${images} of ${dataset.rows.length} images`;
    const remedy =
      'some images are missing: download HAM10000 whole and give its folder with --data';
    return dataset.missing.length === 0
      ? { check, ok: true, found }
      : { check, ok: false, found, remedy };
  } catch (error) {
    if (!(error instanceof DermlabError)) throw error;
    return { check, ok: false, found: 'none', remedy: error.message };
  }
}

function examinePython(root: string): Diagnosis[] {
  const python = join(root, '.venv', 'bin', 'python');
  const remedy = 'run npm run setup';
  if (!existsSync(python))
    return [{ check: 'Python environment', ok: false, found: 'no .venv', remedy }];
  const installed = pythonPackages(python);
  return PYTHON_PACKAGES.map((name) => {
    const version = installed[name] ?? installed[`${name}-cpu`];
    const check = `Python ${name}`;
    return version
      ? { check, ok: true, found: version }
      : { check, ok: false, found: 'none', remedy };
  });
}

function examineKernel(root: string): Diagnosis {
  const check = 'Jupyter kernel';
  const folder = join(root, '.venv', 'share', 'jupyter', 'kernels', 'dermlab');
  return existsSync(join(folder, 'kernel.json'))
    ? { check, ok: true, found: 'TypeScript (dermlab)' }
    : { check, ok: false, found: 'none', remedy: 'run npx dermlab kernel install' };
}

function pythonPackages(python: string): Partial<Record<string, string>> {
  try {
    const text = execFileSync(python, ['-c', LIST_PACKAGES], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}
