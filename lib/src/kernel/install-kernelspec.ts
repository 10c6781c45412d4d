import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import writeFileAtomic from 'write-file-atomic';
import { libraryVersion } from '../core/index.js';
import { KernelError } from './kernel-error.js';
import { packagesFolder } from './packages-folder.js';

const LIBRARY = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Tells a Python environment's Jupyter of the kernel, and its papermill of TypeScript.
 *
 * @param environment - folder of the virtual environment, e.g. `.venv`
 * @returns the kernelspec's folder
 * @throws KernelError where there is no such environment
 */
export function installInEnvironment(environment: string): string {
  const lib = join(environment, 'lib');
  const python = existsSync(lib) && readdirSync(lib).find((name) => name.startsWith('python3'));
  if (!python) {
    throw new KernelError(
      `${environment} is no virtual environment of Python: run \`npm run setup\` first, or install ` +
        'for yourself with `npx dermlab kernel install --user`.',
    );
  }
  installPapermillPlugin(join(lib, python, 'site-packages'));
  // JupyterLab brings a program that Node must not take for a module of this project.
  writeJson(environment, 'package.json', { type: 'commonjs' });
  const share = join(environment, 'share', 'jupyter');
  writeJson(join(share, 'lab', 'settings'), 'overrides.json', OFFLINE_SETTINGS);
  return writeKernelspec(join(share, 'kernels', 'dermlab'));
}

/**
 * Tells the user's Jupyter of the kernel, whatever environment it is in.
 *
 * @param env - environment variables, of which JUPYTER_DATA_DIR is heeded
 * @returns the kernelspec's folder
 */
export function installForUser(env: NodeJS.ProcessEnv): string {
  return writeKernelspec(join(userDataFolder(env), 'kernels', 'dermlab'));
}

// https://docs.jupyter.org/en/latest/use/jupyter-directories.html
function userDataFolder(env: NodeJS.ProcessEnv): string {
  if (env['JUPYTER_DATA_DIR']) return env['JUPYTER_DATA_DIR'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'jupyter');
}

function writeKernelspec(folder: string): string {
  writeJson(folder, 'kernel.json', {
    argv: [process.execPath, join(LIBRARY, 'bin', 'dermlab-kernel.js'), '{connection_file}'],
    display_name: 'TypeScript (dermlab)',
    language: 'typescript',
    interrupt_mode: 'message',
    env: {
      // What loads TensorFlow before `loadEngine`, such as danfo, is to be as quiet.
      TF_CPP_MIN_LOG_LEVEL: '3',
      // Notebooks elsewhere find this library and its packages here.
      NODE_PATH: packagesFolder(),
    },
    metadata: { debugger: false },
  });
  copyFileSync(join(LIBRARY, 'jupyter', 'logo-svg.svg'), join(folder, 'logo-svg.svg'));
  return folder;
}

/** Nothing that JupyterLab would ask the network of its own accord. */
const OFFLINE_SETTINGS = {
  '@jupyterlab/apputils-extension:notification': { checkForUpdates: false, fetchNews: 'false' },
};

// A package as pip would write it: papermill looks plugins up by their entry points.
function installPapermillPlugin(sitePackages: string): void {
  const info = `dermlab_papermill-${libraryVersion()}.dist-info`;
  const files = {
    METADATA: `Metadata-Version: 2.1\nName: dermlab-papermill\nVersion: ${libraryVersion()}\n`,
    'entry_points.txt': '[papermill.engine]\ndermlab = dermlab_papermill:DermlabEngine\n',
    INSTALLER: 'dermlab\n',
    RECORD: `dermlab_papermill.py,,\n${info}/METADATA,,\n${info}/entry_points.txt,,\n${info}/INSTALLER,,\n${info}/RECORD,,\n`,
  };
  mkdirSync(join(sitePackages, info), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(sitePackages, info, name), text);
  }
  const plugin = 'dermlab_papermill.py';
  copyFileSync(join(LIBRARY, 'jupyter', plugin), join(sitePackages, plugin));
}

function writeJson(folder: string, name: string, value: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
}
