// Whether there is an NVIDIA GPU that TensorFlow's GPU wheel could use.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const DRIVER = '/proc/driver/nvidia/version';
// The second one is Windows Subsystem for Linux.
const DEVICES = ['/dev/nvidiactl', '/dev/dxg'];

/**
 * What changes when a GPU or its driver comes or goes. Reading it starts no program:
 * `nvidia-smi` can take seconds.
 *
 * @returns {string} empty when there is nothing of NVIDIA's
 */
export function gpuTrace() {
  const tool = findOnPath('nvidia-smi');
  const devices = DEVICES.filter((device) => existsSync(device));
  if (tool === undefined || devices.length === 0) return '';
  const driver = existsSync(DRIVER) ? readFileSync(DRIVER, 'utf8').split('\n')[0] : '';
  return [tool, ...devices, driver].join(' ');
}

/** @returns {boolean} whether `nvidia-smi` lists a GPU */
export function hasGpu() {
  if (gpuTrace() === '') return false;
  const { status, stdout } = spawnSync('nvidia-smi', ['--list-gpus'], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return status === 0 && /^GPU \d+:/m.test(stdout);
}

function findOnPath(program) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
