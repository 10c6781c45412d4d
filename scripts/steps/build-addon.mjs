// Compiles tfjs-node's own addon, and our compiled step and kernels with it, against
// the TensorFlow wheel in the Python environment. Upstream's prebuilt addon is for
// TensorFlow 2.9.1 and CUDA 11.2, and many networks cannot reach it.

import { execFile, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';

const BINDING = 'node_modules/@tensorflow/tfjs-node/binding';
const NODE_API_HEADERS = 'node_modules/node-api-headers/include';
// The first unit includes upstream's two.
const ADDONS = {
  'log_level.node': ['log_level'],
  'tfjs_binding.node': ['compiled_step', 'images', 'kernels', 'resample'],
};
const ADDON_FOLDER = 'node_modules/@tensorflow/tfjs-node/lib/napi-v8';
const NAPI_VERSION = 8;

// ELF e_machine, and the same for Mach-O's 64-bit cputype.
const ELF_MACHINES = { x64: 62, arm64: 183 };
const LIBRARIES = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
};

/** A step of the set-up that failed: the message says what, and `remedy` what to do. */
class AddonBuildError extends Error {
  constructor(message, remedy) {
    super(`${message}\n${remedy}`);
    this.name = 'AddonBuildError';
    this.remedy = remedy;
  }
}

/**
 * What decides whether the addon must be built again.
 *
 * @param {{ root: string }} options root folder of the workspace
 * @returns {{ files: string[], values: Record<string, string>, output: string }} absolute paths
 *   whose content matters, other facts that matter, and the file that comes of it
 */
export function addonInputs({ root }) {
  const files = [
    ...readdirSync(path.join(root, 'lib/native')).map((name) => `lib/native/${name}`),
    ...listIfThere(path.join(root, BINDING)).map((name) => `${BINDING}/${name}`),
    'scripts/steps/build-addon.mjs',
  ];
  return {
    files: files.sort().map((file) => path.join(root, file)),
    values: {
      tensorflow: wheelVersion(path.join(root, '.venv')),
      compiler: compilerName(),
      platform: `${process.platform}-${process.arch}`,
    },
    output: path.join(root, ADDON_FOLDER, 'tfjs_binding.node'),
  };
}

/**
 * Compiles the addons and puts them where tfjs-node looks for its own. Each file appears
 * whole or not at all; the addon has been loaded once before it appears.
 *
 * @param {{ root: string, python: string, log?: (line: string) => void }} options `python`: the
 *   interpreter in the environment that holds the TensorFlow wheel
 * @returns {Promise<{ path: string, tensorflowVersion: string }>}
 * @throws {AddonBuildError} says what is missing or went wrong, and the remedy
 */
export async function buildAddon({ root, python, log = () => {} }) {
  const wheel = findWheel(path.dirname(path.dirname(path.resolve(root, python))));
  requireSources(root);
  const compiler = requireCompiler();
  const folder = path.join(root, ADDON_FOLDER);
  mkdirSync(folder, { recursive: true });
  // As deep as the folder itself, so that the relative path to TensorFlow holds there too.
  const unfinished = mkdtempSync(path.join(path.dirname(folder), 'unfinished-'));
  try {
    log(`compiling the TensorFlow addon with ${compiler} (about 15 seconds)`);
    const build = { root, compiler, wheel, folder: unfinished };
    await Promise.all(
      Object.values(ADDONS)
        .flat()
        .map((unit) => compileUnit(build, unit)),
    );
    await Promise.all(Object.keys(ADDONS).map((name) => link(build, name)));
    const tensorflowVersion = tryLoading(unfinished);
    for (const name of Object.keys(ADDONS)) {
      renameSync(path.join(unfinished, name), path.join(folder, name));
    }
    log(`the addon uses TensorFlow ${tensorflowVersion}`);
    return { path: path.join(folder, 'tfjs_binding.node'), tensorflowVersion };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function compilerName() {
  return process.env.CXX || (process.platform === 'darwin' ? 'clang++' : 'g++');
}

function listIfThere(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function sitePackages(venv) {
  return listIfThere(path.join(venv, 'lib'))
    .filter((name) => name.startsWith('python3'))
    .map((name) => path.join(venv, 'lib', name, 'site-packages'));
}

// The wheel's version from the name of its metadata folder: importing it takes seconds.
function wheelVersion(venv) {
  const versions = sitePackages(venv)
    .flatMap(listIfThere)
    .flatMap((name) => /^tensorflow(?:_cpu)?-(\d[^-]*)\.dist-info$/.exec(name)?.[1] ?? []);
  return versions.sort().join(' ') || 'none';
}

function findWheel(venv) {
  const libraries = LIBRARIES[process.platform];
  if (!libraries) {
    throw new AddonBuildError(
      `The TensorFlow addon is built on Linux and macOS, and this is ${process.platform}.`,
      'Work in Windows Subsystem for Linux (https://learn.microsoft.com/windows/wsl).',
    );
  }
  const folder = sitePackages(venv)
    .map((packages) => path.join(packages, 'tensorflow'))
    .find((candidate) => libraries.every((name) => existsSync(path.join(candidate, name))));
  if (!folder) {
    throw new AddonBuildError(
      `${venv} holds no TensorFlow wheel with ${libraries.join(' and ')} (found version: ${wheelVersion(venv)}).`,
      'Delete .venv and run `npm run setup`: it installs the version that requirements.txt pins.',
    );
  }
  checkArchitecture(path.join(folder, libraries[0]));
  return folder;
}

function checkArchitecture(library) {
  if (process.platform !== 'linux') return;
  const header = Buffer.alloc(20);
  const file = openSync(library, 'r');
  readSync(file, header, 0, header.length, 0);
  closeSync(file);
  const machine = header.readUInt16LE(18);
  if (header.toString('latin1', 1, 4) === 'ELF' && machine === ELF_MACHINES[process.arch]) return;
  throw new AddonBuildError(
    `${library} is for another machine: expected ${process.arch} (ELF machine ${ELF_MACHINES[process.arch]}), found ELF machine ${machine}.`,
    'Delete .venv and run `npm run setup` on this machine: the folder cannot be moved between machines.',
  );
}

function requireSources(root) {
  const missing = [`${BINDING}/tfjs_backend.cc`, NODE_API_HEADERS].find(
    (file) => !existsSync(path.join(root, file)),
  );
  if (!missing) return;
  throw new AddonBuildError(
    `${missing} is missing.`,
    'Install the npm packages again: delete node_modules and run `npm run setup`.',
  );
}

function requireCompiler() {
  const compiler = compilerName();
  const { error, status } = spawnSync(compiler, ['--version'], { stdio: 'ignore' });
  if (!error && status === 0) return compiler;
  throw new AddonBuildError(
    `The C++ compiler "${compiler}" cannot be run${error ? ` (${error.code})` : ''}.`,
    process.platform === 'darwin'
      ? 'Install one with `xcode-select --install`, or name another in CXX.'
      : 'Install one, on Debian or Ubuntu with `sudo apt-get install g++`, or name another in CXX.',
  );
}

// A path that stays right when the whole checkout is moved.
function runtimePath(root, wheel) {
  const origin = process.platform === 'darwin' ? '@loader_path' : '$ORIGIN';
  const inside = !path.relative(root, wheel).startsWith('..');
  return inside ? `${origin}/${path.relative(path.join(root, ADDON_FOLDER), wheel)}` : wheel;
}

function compileUnit({ root, compiler, wheel, folder }, unit) {
  return run(compiler, [
    '-O3',
    '-std=c++17',
    '-fPIC',
    '-w',
    // The same bits on every processor, and loops that become vector instructions.
    '-ffp-contract=off',
    '-fno-math-errno',
    '-fno-trapping-math',
    // As the wheel was built.
    '-D_GLIBCXX_USE_CXX11_ABI=1',
    '-DEIGEN_MAX_ALIGN_BYTES=64',
    `-DNAPI_VERSION=${NAPI_VERSION}`,
    ...[NODE_API_HEADERS, BINDING].map((headers) => `-I${path.join(root, headers)}`),
    `-I${path.join(wheel, 'include')}`,
    `-I${path.join(wheel, 'include/external/libjpeg_turbo')}`,
    '-c',
    path.join(root, `lib/native/${unit}.cc`),
    '-o',
    path.join(folder, `${unit}.o`),
  ]);
}

function link({ root, compiler, wheel, folder }, name) {
  return run(compiler, [
    '-shared',
    ...ADDONS[name].map((unit) => path.join(folder, `${unit}.o`)),
    '-o',
    path.join(folder, name),
    ...libraryArguments(name, wheel),
    `-Wl,-rpath,${runtimePath(root, wheel)}`,
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
  ]);
}

// The log level's addon calls nothing of the library that it must be loaded with.
function libraryArguments(name, wheel) {
  const [main, framework] = LIBRARIES[process.platform].map((library) => path.join(wheel, library));
  if (name !== 'log_level.node') return [main, framework];
  return process.platform === 'darwin' ? [framework] : ['-Wl,--no-as-needed', framework];
}

function run(compiler, args) {
  return new Promise((resolve, reject) => {
    execFile(compiler, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(compileError(compiler, error, stderr));
      else resolve();
    });
  });
}

function compileError(compiler, error, stderr) {
  if (/No space left on device/.test(stderr)) {
    return new AddonBuildError(
      'The disk filled up while the TensorFlow addon was compiled.',
      'Free about 100 MB (also in the folder for temporary files) and run `npm run setup` again.',
    );
  }
  return new AddonBuildError(
    `The TensorFlow addon does not compile (${compiler} ended with ${error.signal ?? `status ${error.code}`}):\n${errorLines(stderr)}`,
    'It takes a compiler for C++17, such as g++ 9 or clang++ 14 or newer; name another in CXX.',
  );
}

function errorLines(stderr) {
  const lines = stderr.trim().split('\n');
  const first = lines.findIndex((line) => /error|undefined reference|cannot find/.test(line));
  return lines.slice(Math.max(first, 0), Math.max(first, 0) + 12).join('\n');
}

// In a process of its own: a library for another processor ends it by a signal.
function tryLoading(folder) {
  const files = Object.keys(ADDONS).map((name) => path.join(folder, name));
  const program = `const loaded = process.argv.slice(1).map(require); process.stdout.write(loaded.at(-1).TF_Version);`;
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['-e', program, ...files],
    {
      encoding: 'utf8',
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    },
  );
  if (status === 0) return stdout;
  if (signal === 'SIGILL' || /was compiled to use .* instructions/.test(stderr)) {
    throw new AddonBuildError(
      "TensorFlow's wheel uses instructions that this processor lacks (AVX).",
      'TensorFlow cannot run here; `npx dermlab --allow-fallback` uses the slow JavaScript engine.',
    );
  }
  throw new AddonBuildError(
    `The addon was compiled and does not load (${signal ?? `status ${status}`}):\n${errorLines(stderr)}`,
    'Delete .venv and node_modules and run `npm run setup` again.',
  );
}
