import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

// Each program notes that it ran, then does what the real one would leave behind.
const NPM = `#!/bin/sh
PATH=/usr/bin:/bin
[ "$1" = --version ] && exit 0
echo npm >> calls
[ -n "$FAKE_NPM_SECONDS" ] && sleep "$FAKE_NPM_SECONDS"
[ -n "$FAKE_NPM_OUTPUT" ] && { echo "$FAKE_NPM_OUTPUT" >&2; exit 1; }
mkdir -p node_modules/typescript/bin node_modules/dermlab node_modules/node-api-headers/include
mkdir -p node_modules/@tensorflow/tfjs-node/binding
touch node_modules/@tensorflow/tfjs-node/binding/tfjs_backend.cc
cp fake-tsc node_modules/typescript/bin/tsc
cp package-lock.json node_modules/.package-lock.json
`;

const PYTHON = `#!/bin/sh
PATH=/usr/bin:/bin
case "$1 $2" in
  "-c "*) [ -n "$FAKE_PYTHON" ] && echo "$FAKE_PYTHON" | sed "s#EXECUTABLE#$0#" ; exit ;;
  "-m venv")
    mkdir -p "$3/bin" "$3/lib/python3.12/site-packages/pip"
    cp "$0" "$3/bin/python"
    echo "$3" > "$3/bin/pip" ;;
  "-m pip")
    echo pip >> calls
    [ -n "$FAKE_PIP_OUTPUT" ] && { echo "$FAKE_PIP_OUTPUT" >&2; exit 1; }
    packages=.venv/lib/python3.12/site-packages/tensorflow
    mkdir -p "$packages"
    head -c 64 "$FAKE_ELF" > "$packages/libtensorflow_cc.so.2"
    touch .venv/bin/jupyter-lab "$packages/libtensorflow_framework.so.2" ;;
esac
`;

const COMPILER = `#!/bin/sh
[ "$1" = --version ] && exit 0
echo g++ >> calls
echo "$FAKE_COMPILER_OUTPUT" >&2
exit 1
`;

const TSC = `const fs = require('node:fs');
fs.appendFileSync('calls', 'tsc\\n');
if (process.env.FAKE_TSC_OUTPUT) {
  console.log(process.env.FAKE_TSC_OUTPUT);
  process.exit(1);
}
fs.mkdirSync('lib/dist', { recursive: true });
fs.writeFileSync('lib/dist/index.js', '');
`;

const CLI = `import fs from 'node:fs';
fs.appendFileSync('calls', 'kernel\\n');
fs.mkdirSync('.venv/share/jupyter/kernels/dermlab', { recursive: true });
fs.writeFileSync('.venv/share/jupyter/kernels/dermlab/kernel.json', '{}');
`;

const PROGRAMS = { npm: NPM, python3: PYTHON, 'g++': COMPILER };

/** What the fake interpreter says of itself. */
export function fakePython(version: [number, number, number], more: object = {}): string {
  const executable = 'EXECUTABLE';
  return JSON.stringify({ executable, version, bits: 64, musl: false, missing: [], ...more });
}

/** How a run of the set-up ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the set-up in a folder of its own, where npm, Python and the compiler are fakes. */
export class Sandbox {
  readonly root = mkdtempSync(path.join(tmpdir(), 'dermlab setup-'));

  constructor() {
    for (const name of ['scripts', 'requirements']) {
      cpSync(path.join(REPOSITORY, name), this.path(name), { recursive: true });
    }
    const files = {
      'package.json': '{"type": "module"}',
      'package-lock.json': '{"packages": {}}',
      'lib/package.json': '{"type": "module"}',
      'lib/native/compiled_step.cc': '',
      'lib/src/index.ts': 'export {};\n',
      'lib/bin/dermlab.js': CLI,
      'lib/jupyter/logo-svg.svg': '',
      'tsconfig.json': '{}',
      'lib/tsconfig.json': '{}',
      'fake-tsc': TSC,
    };
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    for (const [name, script] of Object.entries(PROGRAMS)) {
      this.write(`programs/${name}`, script);
      chmodSync(this.path(`programs/${name}`), 0o755);
    }
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  write(name: string, content: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  readIfThere(name: string): string {
    return existsSync(this.path(name)) ? this.read(name) : '';
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true });
  }

  /** The programs that ran since the last call, in alphabetical order: some run side by side. */
  takeCalls(): string[] {
    const calls = this.readIfThere('calls');
    rmSync(this.path('calls'), { force: true });
    return calls.split('\n').filter(Boolean).sort();
  }

  start(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
    return spawn(process.execPath, [this.path('scripts/setup.mjs'), ...args], {
      cwd: this.root,
      env: {
        PATH: this.path('programs'),
        TMPDIR: tmpdir(),
        FAKE_PYTHON: fakePython([3, 12, 1]),
        FAKE_ELF: process.execPath,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  run(args: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
    return outcomeOf(this.start(args, environment));
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Waits for the end of a set-up that was started. */
export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data: Buffer) => (texts.stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (texts.stderr += data.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, ...texts };
}
